import { describe, expect, test } from 'vitest';
import { normalisationTables, normaliseImages } from '../../../src/data/normalise.ts';
import { createRng } from '../../../src/math/rng.ts';
import { ShapeError } from '../../../src/ops/errors.ts';
import { imagesFromBytes, imagesFromBytesComposite } from '../../../src/ops/imagesFromBytes.ts';
import { expectNoLeak } from '../../support/expectClose.ts';

/** CLIP's: every channel has constants of its own. */
const normalisation = {
  mean: [0.48145466, 0.4578275, 0.40821073],
  std: [0.26862954, 0.26130258, 0.27577711],
  rescale: 1 / 255,
} as const;
const tables = normalisationTables(normalisation);

const randomBytes = (length: number) => {
  const rng = createRng(length, 0);
  return Uint8Array.from({ length }, () => rng.below(256));
};

// One image; more than the WASM kernel takes at once; sizes whose bytes are no whole numbers.
describe.each([
  [1, 2],
  [3, 4],
  [5, 48],
  [1, 3],
  [4, 3],
  [2, 5],
])('%d images of %d × %d', (count, side) => {
  const bytes = randomBytes(count * side * side * 3);
  const size = { count, side };

  test('the bits of the numbers that the plain twin makes', () =>
    expectNoLeak(async () => {
      const images = imagesFromBytes(bytes, tables, size);
      const plain = imagesFromBytesComposite(bytes, tables, size);
      expect(images.shape).toEqual([count, side, side, 3]);
      expect(plain.shape).toEqual(images.shape);
      expect(await images.data()).toEqual(normaliseImages(bytes, normalisation));
      expect(await plain.data()).toEqual(await images.data());
      images.dispose();
      plain.dispose();
    }));

  test.each([1, 4])('wherever they lie: from byte %d on', (offset) =>
    expectNoLeak(async () => {
      const within = new Uint8Array(offset + bytes.length);
      within.set(bytes, offset);
      const images = imagesFromBytes(within.subarray(offset), tables, size);
      expect(await images.data()).toEqual(normaliseImages(bytes, normalisation));
      images.dispose();
    }),
  );
});

test('every byte of every channel', () =>
  expectNoLeak(async () => {
    const bytes = Uint8Array.from({ length: 16 * 16 * 3 }, (_, i) => Math.floor(i / 3));
    const images = imagesFromBytes(bytes, tables, { count: 1, side: 16 });
    const values = await images.data();
    for (let byte = 0; byte < 256; byte++) {
      for (const c of [0, 1, 2] as const) {
        const value = (byte * normalisation.rescale - normalisation.mean[c]) / normalisation.std[c];
        expect(values[3 * byte + c]).toBe(Math.fround(value));
      }
    }
    images.dispose();
  }));

test('no images are none, and bytes that are no images are refused', () =>
  expectNoLeak(async () => {
    const none = imagesFromBytes(new Uint8Array(0), tables, { count: 0, side: 4 });
    expect(none.shape).toEqual([0, 4, 4, 3]);
    none.dispose();
    const size = { count: 1, side: 4 };
    expect(() => imagesFromBytes(randomBytes(51), tables, size)).toThrow(
      new ShapeError('51 bytes, expected 1 images of 4 × 4'),
    );
    expect(() => imagesFromBytes(randomBytes(48), tables.subarray(1), size)).toThrow(
      'tables hold 767 numbers, expected 768',
    );
  }));
