import { confusedPairs, confusionCounts } from '../../../results/confusion.ts';
import type { ImageGroup } from '../../../results/imageGroup.ts';
import type { Interval } from '../../../results/types.ts';
import type { LabState } from '../../../store/labState.ts';
import { shownEntry } from '../../../store/results/shown.ts';
import { imageRows, shownTemperature } from '../../../store/selection/imageRows.ts';

/** Which images a large diagram is of, as it is chosen. */
export type GroupChoice =
  | { readonly kind: 'all' }
  | { readonly kind: 'class'; readonly label: number }
  /** Two classes that are taken for each other. */
  | { readonly kind: 'pair'; readonly labels: readonly [number, number] }
  /** Images of which another method is so sure. */
  | { readonly kind: 'sure'; readonly methodId: string; readonly range: Interval };

/** What the statistics worker is asked for; null where the other method has no evaluation. */
export function toGroup(state: LabState, choice: GroupChoice): ImageGroup | null {
  switch (choice.kind) {
    case 'all':
      return choice;
    case 'class':
      return { kind: 'classes', labels: [choice.label] };
    case 'pair':
      return { kind: 'classes', labels: choice.labels };
    case 'sure': {
      const { methodId, range } = choice;
      const key = shownEntry(state, methodId)?.key;
      if (key === undefined) return null;
      return { kind: 'sure', key, temperature: shownTemperature(state, methodId), range };
    }
  }
}

/** Two classes and how often an image of one was taken for the other, either way. */
export interface ConfusedClasses {
  readonly labels: readonly [number, number];
  readonly count: number;
}

/** The pairs that a method confuses most on some sets. */
export function mostConfused(
  state: LabState,
  methodId: string,
  splitIds: readonly string[],
  most: number,
): readonly ConfusedClasses[] {
  const key = shownEntry(state, methodId)?.key;
  const splits = state.vault.get(key ?? '')?.filter(({ splitId }) => splitIds.includes(splitId));
  const [first] = splits ?? [];
  if (!splits || !first) return [];
  const temperature = shownTemperature(state, methodId);
  const answers = splits.flatMap((split) => imageRows(split, temperature));
  const counted = new Map<string, ConfusedClasses>();
  const { classCount } = first;
  for (const { label, predicted, count } of confusedPairs(
    confusionCounts(answers, classCount),
    classCount,
  )) {
    const labels = [Math.min(label, predicted), Math.max(label, predicted)] as const;
    const before = counted.get(`${labels}`)?.count ?? 0;
    counted.set(`${labels}`, { labels, count: before + count });
  }
  return [...counted.values()].sort((a, b) => b.count - a.count).slice(0, most);
}
