import { confusedPairs, confusionCounts } from '../../../results/confusion.ts';
import type { ImageGroup } from '../../../results/imageGroup.ts';
import type { Interval } from '../../../results/types.ts';
import { memoSelector } from '../../../store/kit/memoSelector.ts';
import type { LabState } from '../../../store/labState.ts';
import { shownEntry } from '../../../store/results/shown.ts';
import { imageRows, shownTemperature } from '../../../store/selection/imageRows.ts';
import { rangeWords } from '../../charts/reliabilityWords.ts';
import { group as words } from './words.ts';

/** Which images a large diagram is of, as it is chosen. */
export type GroupChoice =
  | { readonly kind: 'all' }
  | { readonly kind: 'class'; readonly answer: number }
  /** Two classes that are taken for each other: what is answered as either. */
  | { readonly kind: 'pair'; readonly answers: readonly [number, number] }
  /** Images of which another method is so sure. */
  | { readonly kind: 'sure'; readonly methodId: string; readonly range: Interval };

/** What the statistics worker is asked for; null where the other method has no evaluation. */
export function toGroup(state: LabState, choice: GroupChoice): ImageGroup | null {
  switch (choice.kind) {
    case 'all':
      return choice;
    case 'class':
      return { kind: 'answers', classes: [choice.answer] };
    case 'pair':
      return { kind: 'answers', classes: choice.answers };
    case 'sure': {
      const { methodId, range } = choice;
      const key = shownEntry(state, methodId)?.key;
      if (key === undefined) return null;
      return { kind: 'sure', key, temperature: shownTemperature(state, methodId), range };
    }
  }
}

/** The choice in words, for a title; empty for all images. */
export function choiceWords(
  choice: GroupChoice,
  className: (index: number) => string,
  methodName: (id: string) => string,
): string {
  switch (choice.kind) {
    case 'all':
      return '';
    case 'class':
      return words.answered(className(choice.answer));
    case 'pair':
      return words.answeredEither(...(choice.answers.map(className) as [string, string]));
    case 'sure':
      return words.saysOf(methodName(choice.methodId), rangeWords(choice.range));
  }
}

/** Two classes and how often an image of one was taken for the other, either way. */
export interface ConfusedClasses {
  readonly classes: readonly [number, number];
  readonly count: number;
}

const none: readonly ConfusedClasses[] = [];

/** A selector of the pairs that a method confuses most on some sets; no temperature changes them. */
export const mostConfused = (methodId: string, splitIds: readonly string[], most: number) =>
  memoSelector(
    (state: LabState) => [state.vault.get(shownEntry(state, methodId)?.key ?? '')] as const,
    (kept) => {
      const splits = kept?.filter(({ splitId }) => splitIds.includes(splitId)) ?? [];
      const [first] = splits;
      if (!first) return none;
      const { classCount } = first;
      const answers = splits.flatMap((split) => imageRows(split, 1));
      const counted = new Map<string, ConfusedClasses>();
      for (const { label, predicted, count } of confusedPairs(
        confusionCounts(answers, classCount),
        classCount,
      )) {
        const classes = [Math.min(label, predicted), Math.max(label, predicted)] as const;
        const before = counted.get(`${classes}`)?.count ?? 0;
        counted.set(`${classes}`, { classes, count: before + count });
      }
      return [...counted.values()].sort((a, b) => b.count - a.count).slice(0, most);
    },
  );
