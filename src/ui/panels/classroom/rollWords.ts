import { cutText, listSome } from '../../../math/showValue.ts';
import type { RollEntry } from '../../../results/classroom/classRoll.ts';
import type { Student } from '../../../results/classroom/handIn.ts';
import { formatCount } from '../../format.ts';
import { collect as words } from './words.ts';

/** "7 Ada": whoever handed in, as it may stand on the page. */
export function whoIs({ name, number }: Student, fileName: string): string {
  const parts = [number === null ? '' : String(number), cutText(name)].filter(Boolean);
  return parts.join(' ') || fileName;
}

/** Why a file does not count; null for one that does. */
export function standingWords({ standing }: RollEntry): string | null {
  switch (standing.is) {
    case 'counted':
      return null;
    case 'unreadable':
      return words.unreadable(standing.problem);
    case 'changed':
      return words.changed;
    case 'unfinished':
      return words.unfinished(formatCount(standing.step), formatCount(standing.steps));
    case 'other-task':
      return words.otherTask(listSome(standing.differences));
    case 'same-numbers':
      return words.sameNumbers(standing.as);
    case 'earlier':
      return words.earlier(standing.than);
  }
}
