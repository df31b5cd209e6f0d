import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { corruptImage, findCorruption } from '../../../src/data/corruptions/corruptImage.ts';
import { corruptionInfo, corruptions } from '../../../src/data/corruptions/registry.ts';
import type { DataSplit } from '../../../src/data/dataset.ts';
import { createRng } from '../../../src/math/rng.ts';
import { LabError } from '../../../src/protocol/labError.ts';

const SIDE = 48;
const SIZE = SIDE * SIDE * 3;
const COUNT = 12;

/** Dark discs under dark bars on white, a little like icons. */
function icons(): DataSplit {
  const rng = createRng(3, 200);
  const pixels = new Uint8Array(COUNT * SIZE).fill(255);
  for (let i = 0; i < COUNT; i++) {
    const [cx, cy, radius] = [14 + rng.below(20), 14 + rng.below(20), 6 + rng.below(8)];
    for (let y = 0; y < SIDE; y++) {
      for (let x = 0; x < SIDE; x++) {
        const inside = (x - cx) ** 2 + (y - cy) ** 2 < radius ** 2 || y < 12;
        if (inside)
          pixels.fill(20 * i, i * SIZE + 3 * (y * SIDE + x), i * SIZE + 3 * (y * SIDE + x) + 3);
      }
    }
  }
  const labels = new Int32Array(COUNT);
  return { id: 'id', label: 'ID', role: 'id', count: COUNT, labels, pixels };
}

const split = icons();
const original = (index: number) => split.pixels.subarray(index * SIZE, (index + 1) * SIZE);

const distance = (a: Uint8Array, b: Uint8Array) =>
  Math.sqrt(a.reduce((sum, value, i) => sum + (value - b[i]!) ** 2, 0) / a.length);

const level = fc.record({
  shiftId: fc.constantFrom(...corruptions.map(({ id }) => id)),
  severity: fc.integer({ min: 1, max: 5 }),
});

describe('the corruption ladder', () => {
  test('has ids of its own, and descriptions that cross a wall', () => {
    expect(new Set(corruptions.map(({ id }) => id)).size).toBe(corruptions.length);
    expect(structuredClone(corruptions.map(corruptionInfo))).toEqual(
      corruptions.map(({ id, label, summary }) => ({ id, label, summary })),
    );
  });

  test('is a pure function of seed, rung and image, and leaves the image alone', () =>
    fc.assert(
      fc.property(level, fc.nat(COUNT - 1), fc.nat(1000), (rung, index, seed) => {
        const before = Uint8Array.from(original(index));
        const a = corruptImage(split, SIDE, index, rung, seed);
        const b = corruptImage(split, SIDE, index, rung, seed);
        expect(a).toEqual(b);
        expect(a.length).toBe(SIZE);
        expect(a.buffer).not.toBe(split.pixels.buffer);
        expect(original(index)).toEqual(before);
      }),
      { numRuns: 40 },
    ));

  test.each(corruptions.map(({ id }) => id))(
    '%s moves further from the image with severity',
    (id) => {
      const mean = [1, 2, 3, 4, 5].map((severity) => {
        let sum = 0;
        for (let i = 0; i < COUNT; i++) {
          const rung = { shiftId: id, severity };
          sum += distance(original(i), corruptImage(split, SIDE, i, rung, 0));
        }
        return sum / COUNT;
      });
      expect(mean[0]).toBeGreaterThan(0);
      for (let s = 1; s < 5; s++) expect(mean[s]).toBeGreaterThan(mean[s - 1]!);
    },
  );

  test.each(['noise', 'occlusion', 'background'])('%s depends on seed and image', (shiftId) => {
    const rung = { shiftId, severity: 3 };
    const flat: DataSplit = { ...split, pixels: new Uint8Array(COUNT * SIZE).fill(255) };
    const first = corruptImage(flat, SIDE, 0, rung, 0);
    expect(corruptImage(flat, SIDE, 1, rung, 0)).not.toEqual(first);
    expect(corruptImage(flat, SIDE, 0, rung, 1)).not.toEqual(first);
  });

  test('noise has the deviation that its table says', () => {
    const grey: DataSplit = { ...split, pixels: new Uint8Array(COUNT * SIZE).fill(128) };
    const noisy = corruptImage(grey, SIDE, 0, { shiftId: 'noise', severity: 1 }, 0);
    // 0.08 · 255 = 20.4; the error of the estimate at 6,912 values is 0.17.
    expect(Math.abs(distance(noisy, grey.pixels.subarray(0, SIZE)) - 20.4)).toBeLessThan(0.7);
  });

  test('inversion ends at the negative; contrast keeps the mean', () => {
    const negative = corruptImage(split, SIDE, 2, { shiftId: 'inversion', severity: 5 }, 0);
    expect(negative).toEqual(original(2).map((value) => 255 - value));
    const flat = corruptImage(split, SIDE, 2, { shiftId: 'contrast', severity: 5 }, 0);
    const mean = (bytes: Uint8Array) => bytes.reduce((a, b) => a + b, 0) / bytes.length;
    expect(Math.abs(mean(flat) - mean(original(2)))).toBeLessThan(0.6);
  });

  test.each([
    ['unknown-corruption', { shiftId: 'sepia', severity: 1 }],
    ['unknown-corruption', { shiftId: '__proto__', severity: 1 }],
    ['bad-severity', { shiftId: 'noise', severity: 0 }],
    ['bad-severity', { shiftId: 'noise', severity: 6 }],
    ['bad-severity', { shiftId: 'noise', severity: 1.5 }],
    ['bad-severity', { shiftId: 'noise', severity: Number.NaN }],
  ])('refuses with %s: %o', (code, rung) => {
    expect(() => findCorruption(rung)).toThrow(LabError);
    expect(() => findCorruption(rung)).toThrow(expect.objectContaining({ code }));
  });
});
