import { expect, test } from 'vitest';
import { createBatcher } from '../../../src/data/batcher.ts';
import { evaluationSeed, stratifiedSubset } from '../../../src/data/subset.ts';
import type { BatchSampling } from '../../../src/protocol/runConfig.ts';
import vector from '../../reference/batches.json' with { type: 'json' };

const S = 16;
const { classCount, batchSize, maxShift, templateCount } = vector;
const labels = Int32Array.from(vector.labels);

/** Each image is white but for one dark pixel in its middle, which tells by how much it was moved. */
const pixels = new Uint8Array(labels.length * S * S * 3).fill(255);
for (let i = 0; i < labels.length; i++) pixels[3 * (i * S * S + (S / 2) * S + S / 2)] = 0;
const split = {
  id: 'train',
  label: '',
  role: 'train',
  count: labels.length,
  labels,
  pixels,
} as const;

test.each(vector.cases)(
  '$sampling batches, seed $seed, step $step: the same as in PyTorch',
  (one) => {
    const { seed, step, indices, templates, shifts } = one;
    const sampling = one.sampling as BatchSampling;
    const batch = createBatcher({
      split,
      imageSize: S,
      classCount,
      batchSize,
      sampling,
      seed,
      maxShift,
      templateCount,
    }).batchAt(step);
    expect([...batch.indices]).toEqual(indices);
    expect([...batch.templateIndices]).toEqual(templates);
    const moved = indices.map((_, i) => {
      const image = batch.pixels.subarray(i * S * S * 3, (i + 1) * S * S * 3);
      const at = image.indexOf(0) / 3;
      return [(at % S) - S / 2, Math.floor(at / S) - S / 2];
    });
    expect(moved).toEqual(shifts);
  },
);

test.each(vector.subsets)(
  'a limited evaluation of $limit looks at the same images',
  ({ limit, indices }) =>
    expect([...stratifiedSubset(labels, limit, evaluationSeed)]).toEqual(indices),
);
