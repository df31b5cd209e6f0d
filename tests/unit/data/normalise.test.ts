import { expect, test } from 'vitest';
import type { DataSplit } from '../../../src/data/dataset.ts';
import { gatherImages } from '../../../src/data/gatherImages.ts';
import { normaliseImages } from '../../../src/data/normalise.ts';

test('IconCLIP’s constants send 0 to −1, 255 to 1 and 51 to −0.6', () => {
  const half = [0.5, 0.5, 0.5] as const;
  const values = normaliseImages(Uint8Array.of(0, 255, 51), {
    mean: half,
    std: half,
    rescale: 1 / 255,
  });
  expect(Array.from(values)).toEqual([-1, 1, Math.fround(-0.6)]);
});

test('each channel has its own mean and deviation', () => {
  const values = normaliseImages(Uint8Array.of(10, 10, 10, 20, 20, 20), {
    mean: [1, 2, 3],
    std: [1, 2, 4],
    rescale: 0.5,
  });
  expect(Array.from(values)).toEqual([4, 1.5, 0.5, 9, 4, 1.75]);
});

test('CLIP’s published constants, by hand', () => {
  const values = normaliseImages(Uint8Array.of(128, 128, 128), {
    mean: [0.48145466, 0.4578275, 0.40821073],
    std: [0.26862954, 0.26130258, 0.27577711],
    rescale: 1 / 255,
  });
  // 128 / 255 = 0.50196078; minus mean; over std.
  const expected = [0.0763397, 0.1688972, 0.3399488];
  expected.forEach((value, c) => {
    expect(values[c]).toBeCloseTo(value, 5);
  });
});

test('gathered images are the split’s own, in the order asked for', () => {
  const pixels = Uint8Array.from({ length: 3 * 12 }, (_, i) => i);
  const labels = Int32Array.of(0, 1, 2);
  const split: DataSplit = { id: 'a', label: 'A', role: 'id', count: 3, labels, pixels };
  const values = gatherImages(split, Int32Array.of(2, 0));
  expect(Array.from(values)).toEqual([...pixels.subarray(24, 36), ...pixels.subarray(0, 12)]);
});
