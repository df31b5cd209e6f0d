import fc from 'fast-check';
import { expect, test } from 'vitest';
import { translateImage } from '../../../src/data/augment.ts';

const translated = (source: Uint8Array, size: number, dx: number, dy: number, fill: number) => {
  const target = new Uint8Array(source.length);
  translateImage(source, 0, target, 0, size, dx, dy, fill);
  return target;
};

test('a 2 × 2 image moved one pixel right and one down', () => {
  const source = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
  expect(Array.from(translated(source, 2, 1, 0, 0))).toEqual([0, 0, 0, 1, 2, 3, 0, 0, 0, 7, 8, 9]);
  expect(Array.from(translated(source, 2, 0, -1, 0))).toEqual([
    7, 8, 9, 10, 11, 12, 0, 0, 0, 0, 0, 0,
  ]);
});

test('every pixel comes from where the translation says, or is the fill', () => {
  const size = 4;
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 48, maxLength: 48 }),
      fc.integer({ min: -6, max: 6 }),
      fc.integer({ min: -6, max: 6 }),
      (source, dx, dy) => {
        const expected = Array.from(source, (_, i) => {
          const x = (Math.floor(i / 3) % size) - dx;
          const y = Math.floor(i / 3 / size) - dy;
          const inside = x >= 0 && x < size && y >= 0 && y < size;
          return inside ? source[(y * size + x) * 3 + (i % 3)]! : 255;
        });
        expect(Array.from(translated(source, size, dx, dy, 255))).toEqual(expected);
      },
    ),
  );
});

test('neighbours in the target stay as they were', () => {
  const target = new Uint8Array(36).fill(77);
  translateImage(new Uint8Array(24).fill(5), 12, target, 12, 2, 1, 1, 255);
  expect(target.subarray(0, 12).every((value) => value === 77)).toBe(true);
  expect(target.subarray(24).every((value) => value === 77)).toBe(true);
  expect(Array.from(target.subarray(12, 24))).toEqual([...new Array(9).fill(255), 5, 5, 5]);
});
