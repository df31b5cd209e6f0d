import type { DataSplit } from '../../src/data/dataset.ts';
import { createRng } from '../../src/math/rng.ts';
import { drawShape, type Style } from './drawShape.ts';
import { outlines } from './outlines.ts';

export const imageSize = 48;
export const classNames: readonly string[] = Object.keys(outlines);

const styles = {
  outline: { halfLine: [0.7, 1.4], coloured: false, wobble: 0.09 },
  solid: { halfLine: [0, 0], coloured: false, wobble: 0.09 },
  colour: { halfLine: [0, 0], coloured: true, wobble: 0.14 },
} satisfies Record<string, Style>;

export interface PlannedSplit extends Pick<DataSplit, 'id' | 'label' | 'role'> {
  readonly style: Style;
  /** Drawings of every class. */
  readonly each: number;
}

/** The splits of the data set, in the order of the pack. */
export const shippedSplits: readonly PlannedSplit[] = [
  { id: 'train', label: 'Outlines (train)', role: 'train', style: styles.outline, each: 20 },
  { id: 'val', label: 'Outlines (validation)', role: 'val', style: styles.outline, each: 8 },
  { id: 'outline', label: 'Outlines', role: 'id', style: styles.outline, each: 16 },
  { id: 'solid', label: 'Solid', role: 'ood', style: styles.solid, each: 16 },
  { id: 'colour', label: 'Colour', role: 'ood', style: styles.colour, each: 16 },
];

/** Other drawings of all three styles, for pretraining: none of them is in the data set. */
export const pretrainingSplits: readonly PlannedSplit[] = [
  { id: 'mixed', label: 'Mixed', role: 'train', each: 150, style: styles.outline },
  { id: 'filled', label: 'Filled', role: 'ood', each: 250, style: styles.solid },
  { id: 'coloured', label: 'Coloured', role: 'ood', each: 250, style: styles.colour },
  { id: 'unused', label: 'Unused', role: 'id', each: 1, style: styles.outline },
];

/** Each drawing has a stream of random numbers of its own: a split can grow without changing others. */
export const streamOf = (seed: number, split: number) => 1000 * (seed + 1) + split;

/** Drawings of a plan as the pack wants them: [count, S, S, 4] bytes, class by class in turn. */
export function drawAll(splits: readonly PlannedSplit[], seed: number): Uint8Array {
  const size = imageSize * imageSize * 4;
  const count = splits.reduce((sum, { each }) => sum + each * classNames.length, 0);
  const rgba = new Uint8Array(count * size);
  let at = 0;
  splits.forEach(({ style, each }, s) => {
    for (let i = 0; i < each * classNames.length; i++) {
      const name = classNames[i % classNames.length]!;
      const rng = createRng(seed, streamOf(seed, s), i);
      rgba.set(drawShape(outlines[name]!, style, imageSize, rng), at);
      at += size;
    }
  });
  return rgba;
}

/** The columns of a split in the manifest. */
export const columnsOf = ({ each }: PlannedSplit) => {
  const indices = Array.from({ length: each * classNames.length }, (_, i) => i);
  return {
    count: indices.length,
    labels: indices.map((i) => i % classNames.length),
    sets: indices.map(() => 0),
    icons: indices.map(
      (i) => `${classNames[i % classNames.length]} ${Math.floor(i / classNames.length) + 1}`,
    ),
  };
};
