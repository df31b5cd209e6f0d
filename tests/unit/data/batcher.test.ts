import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type BatcherOptions, createBatcher } from '../../../src/data/batcher.ts';
import type { DataSplit } from '../../../src/data/dataset.ts';
import { DatasetError } from '../../../src/data/datasetError.ts';

const S = 6;
/** Image i is uniformly of value i, label i mod 5. */
function makeSplit(count: number): DataSplit {
  const pixels = new Uint8Array(count * S * S * 3).map((_, i) => Math.floor(i / (S * S * 3)));
  const labels = Int32Array.from({ length: count }, (_, i) => i % 5);
  return { id: 'train', label: 'Train', role: 'train', count, labels, pixels };
}

const options = (changes: Partial<BatcherOptions> = {}): BatcherOptions => ({
  split: makeSplit(50),
  imageSize: S,
  classCount: 5,
  batchSize: 8,
  sampling: 'random',
  seed: 3,
  maxShift: 2,
  templateCount: 3,
  ...changes,
});

test('a batch depends on seed and step alone: any order, any number of times', () => {
  fc.assert(
    fc.property(
      fc.nat(2 ** 32 - 1),
      fc.array(fc.nat(40), { minLength: 1, maxLength: 6 }),
      (seed, steps) => {
        const used = createBatcher(options({ seed }));
        for (const step of steps) {
          expect(used.batchAt(step)).toEqual(createBatcher(options({ seed })).batchAt(step));
        }
      },
    ),
    { numRuns: 30 },
  );
});

test('another seed draws other batches', () => {
  const one = createBatcher(options({ seed: 1 })).batchAt(0).indices;
  const two = createBatcher(options({ seed: 2 })).batchAt(0).indices;
  expect(one).not.toEqual(two);
});

test('within an epoch no image comes twice; epochs differ in order', () => {
  const batcher = createBatcher(options());
  const epochs = [0, 1, 2].map((epoch) =>
    Array.from({ length: 6 }, (_, i) => Array.from(batcher.batchAt(6 * epoch + i).indices)).flat(),
  );
  for (const epoch of epochs) expect(new Set(epoch).size).toBe(48);
  expect(epochs[0]).not.toEqual(epochs[1]);
  expect(epochs[1]).not.toEqual(epochs[2]);
});

test('over many epochs every image is seen about as often', () => {
  const batcher = createBatcher(options({ maxShift: 0 }));
  const seen = new Array<number>(50).fill(0);
  for (let step = 0; step < 6 * 100; step++) {
    for (const index of batcher.batchAt(step).indices) seen[index] = seen[index]! + 1;
  }
  // 100 epochs, each showing an image with probability 48/50: mean 96, deviation 2.
  for (const count of seen) expect(Math.abs(count - 96)).toBeLessThanOrEqual(10);
});

test('labels and pixels belong to the indices', () => {
  const { pixels, labels, indices, size } = createBatcher(options({ maxShift: 0 })).batchAt(4);
  expect(size).toBe(8);
  indices.forEach((index, i) => {
    expect(labels[i]).toBe(index % 5);
    const image = pixels.subarray(i * S * S * 3, (i + 1) * S * S * 3);
    expect(image.every((value) => value === index)).toBe(true);
  });
});

test('shifts reach every offset up to maxShift, never further, filled with white', () => {
  const split = makeSplit(50);
  const offsets = new Set<string>();
  const batcher = createBatcher(options({ split }));
  for (let step = 0; step < 60; step++) {
    const { pixels, indices } = batcher.batchAt(step);
    indices.forEach((index, i) => {
      const image = pixels.subarray(i * S * S * 3, (i + 1) * S * S * 3);
      const at = (x: number, y: number) => image[(y * S + x) * 3]!;
      const line = Array.from({ length: S }, (_, k) => k);
      const xs = line.filter((x) => line.some((y) => at(x, y) === index));
      const ys = line.filter((y) => line.some((x) => at(x, y) === index));
      const dx = xs[0]! > 0 ? xs[0]! : xs.at(-1)! - (S - 1);
      const dy = ys[0]! > 0 ? ys[0]! : ys.at(-1)! - (S - 1);
      const kept = image.filter((value) => value === index).length;
      expect(kept).toBe((S - Math.abs(dx)) * (S - Math.abs(dy)) * 3);
      expect(image.filter((value) => value === 255).length).toBe(image.length - kept);
      offsets.add(`${dx},${dy}`);
    });
  }
  expect(offsets.size).toBe(25);
  expect([...offsets].every((o) => o.split(',').every((d) => Math.abs(Number(d)) <= 2))).toBe(true);
});

test('templates are drawn evenly from all there are', () => {
  const batcher = createBatcher(options({ maxShift: 0 }));
  const drawn = [0, 0, 0];
  for (let step = 0; step < 300; step++) {
    for (const template of batcher.batchAt(step).templateIndices)
      drawn[template] = drawn[template]! + 1;
  }
  expect(drawn).toHaveLength(3);
  // 2,400 draws at 1/3: mean 800, deviation 23.
  for (const count of drawn) expect(Math.abs(count - 800)).toBeLessThan(100);
});

test('one template is always template 0', () => {
  const { templateIndices } = createBatcher(options({ templateCount: 1 })).batchAt(7);
  expect(Array.from(templateIndices)).toEqual(new Array(8).fill(0));
});

test('a batch may be the whole split but not more', () => {
  const whole = createBatcher(options({ batchSize: 50 })).batchAt(0).indices;
  expect(new Set(whole).size).toBe(50);
  expect(() => createBatcher(options({ batchSize: 51 }))).toThrow(DatasetError);
  expect(() => createBatcher(options({ batchSize: 51 }))).toThrow(/51 images .* 50 training/);
});

test('distinct classes: one image of each of B classes, labels and pixels belonging together', () => {
  const batcher = createBatcher(options({ sampling: 'distinct', batchSize: 4, maxShift: 0 }));
  for (let step = 0; step < 20; step++) {
    const { pixels, labels, indices, size } = batcher.batchAt(step);
    expect(size).toBe(4);
    expect(new Set(labels).size).toBe(4);
    indices.forEach((index, i) => {
      expect(labels[i]).toBe(index % 5);
      expect(pixels[i * S * S * 3]).toBe(index);
    });
  }
});

test('a batch of distinct classes holds no more images than there are classes to draw from', () => {
  const distinct = { sampling: 'distinct' } as const;
  expect(createBatcher(options({ ...distinct, batchSize: 5 })).batchAt(0).size).toBe(5);
  expect(() => createBatcher(options({ ...distinct, batchSize: 6 }))).toThrow(DatasetError);
  expect(() => createBatcher(options({ ...distinct, batchSize: 6 }))).toThrow(/5 classes/);
  // A sixth class without a training image cannot be drawn.
  expect(() => createBatcher(options({ ...distinct, batchSize: 6, classCount: 6 }))).toThrow(
    /5 classes/,
  );
});
