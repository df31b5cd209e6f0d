import type { Facts } from './facts.ts';
import type { Choice } from './lesson.ts';

/** Within this many of 1 a model counts as "about as sure as it is right": three points. */
export const aboutRight = 0.03;

export const surenessChoices: readonly Choice[] = [
  { id: 'under', text: 'Less sure than it is right' },
  { id: 'even', text: 'About as sure as it is right (within 3 points)' },
  { id: 'over', text: 'Surer than it is right' },
];

/** Which of the choices a method is, by its signed gap; null before it is known. */
export function surenessOf(
  facts: Facts,
  id: string,
  role: 'id' | 'ood',
  scaled = false,
): string | null {
  const gap = facts.gap(id, role, scaled);
  if (gap === null) return null;
  if (Math.abs(gap) <= aboutRight) return 'even';
  return gap > 0 ? 'over' : 'under';
}

/** "surer than it is right, by 6.2 points". */
export function surenessWords(
  facts: Facts,
  id: string,
  role: 'id' | 'ood',
  scaled = false,
): string {
  const gap = facts.gap(id, role, scaled);
  if (gap === null) return 'not measured yet';
  const points = facts.points(Math.abs(gap));
  return gap > 0
    ? `surer than it is right, by ${points} points`
    : `less sure than it is right, by ${points} points`;
}
