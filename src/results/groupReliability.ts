import { argmax } from '../math/argmax.ts';
import { smoothReliability } from '../metrics/smoothReliability.ts';
import { topLabel } from '../metrics/topLabel.ts';
import {
  type GroupOptions,
  type GroupReliability,
  type ImageGroup,
  isWithin,
} from './imageGroup.ts';
import type { MethodLogits, SplitLogits } from './statsApi.ts';
import { summarise } from './summarise.ts';

/**
 * Reliability of some images of an evaluation.
 *
 * @param evaluationOf that of a key, for a group that another evaluation chooses
 * @returns n = 0 and NaN where no image is in the group
 */
export function groupReliability(
  evaluation: MethodLogits,
  { splitIds, group, ...options }: GroupOptions,
  evaluationOf: (key: string) => MethodLogits,
): GroupReliability {
  const { classCount } = evaluation;
  const chooser = group.kind === 'sure' ? evaluationOf(group.key) : null;
  const logits: number[] = [];
  const labels: number[] = [];
  for (const split of evaluation.splits) {
    if (!splitIds.includes(split.splitId)) continue;
    const isChosen = chosenRows(split, group, classCount, chooser);
    split.labels.forEach((label, row) => {
      if (!isChosen(row)) return;
      labels.push(label);
      for (let k = 0; k < classCount; k++) logits.push(split.logits[row * classCount + k]!);
    });
  }
  const top = topLabel(logits, labels, classCount, options.temperature);
  return {
    summary: summarise(logits, labels, classCount, options),
    smooth: smoothReliability(top, options.draws),
  };
}

function chosenRows(
  split: SplitLogits,
  group: ImageGroup,
  classCount: number,
  chooser: MethodLogits | null,
): (row: number) => boolean {
  if (group.kind === 'all') return () => true;
  if (group.kind === 'answers') {
    return (row) => group.classes.includes(argmax(split.logits, row * classCount, classCount));
  }
  const others = chooser?.splits.find(({ splitId }) => splitId === split.splitId);
  if (!chooser || !others) return () => false;
  const { confidence } = topLabel(
    others.logits,
    others.labels,
    chooser.classCount,
    group.temperature,
  );
  // The two may hold different images of the set: a quick look takes some of them.
  const sure = new Set<number>();
  confidence.forEach((value, row) => {
    if (isWithin(value, group.range)) sure.add(positionOf(others, row));
  });
  return (row) => sure.has(positionOf(split, row));
}

const positionOf = ({ indices }: SplitLogits, row: number) => indices?.[row] ?? row;
