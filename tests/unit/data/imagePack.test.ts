import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DatasetError } from '../../../src/data/datasetError.ts';
import {
  compositeOnWhite,
  decodeImagePack,
  layoutImages,
  type PackShape,
  readRgba,
} from '../../../src/data/imagePack.ts';

const shape = (imageSize: number, ...counts: number[]): PackShape => ({
  imageSize,
  splits: counts.map((count) => ({ count })),
});

/** Images of 3 × 3 pixels, some of them black with alpha only. */
const images = fc
  .array(
    fc.record({
      black: fc.boolean(),
      bytes: fc.uint8Array({ minLength: 36, maxLength: 36 }),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((list) =>
    Uint8Array.from(
      list.flatMap(({ black, bytes }) =>
        Array.from(bytes, (value, i) => (black && i % 4 !== 3 ? 0 : value)),
      ),
    ),
  );

test('returns every bit of straight-alpha RGBA, also under full transparency', () => {
  fc.assert(
    fc.property(images, (rgba) => {
      expect(readRgba(layoutImages(rgba, 3), 3, rgba.length / 36)).toEqual(rgba);
    }),
  );
});

test('stores a black drawing as one plane, a coloured one as four', () => {
  const black = new Uint8Array(36).map((_, i) => (i % 4 === 3 ? 7 : 0));
  const colour = black.slice();
  colour[1] = 1;
  expect(layoutImages(black, 3)).toHaveLength(1 + 9);
  expect(layoutImages(colour, 3)).toHaveLength(1 + 4 * 9);
});

test('lays on white by the rounded mean of colour and 255', () => {
  fc.assert(
    fc.property(images, (rgba) => {
      const count = rgba.length / 36;
      const expected = Array.from({ length: count * 27 }, (_, i) => {
        const pixel = 4 * Math.floor(i / 3);
        const a = rgba[pixel + 3]!;
        return Math.round((a * rgba[pixel + (i % 3)]! + (255 - a) * 255) / 255);
      });
      expect(Array.from(compositeOnWhite(layoutImages(rgba, 3), 3, count))).toEqual(expected);
    }),
  );
});

test('known pixels: transparent is white, opaque keeps its colour, half black is 127', () => {
  const rgba = Uint8Array.of(9, 9, 9, 0, 10, 20, 30, 255, 0, 0, 0, 128, 255, 0, 0, 51);
  const pixels = compositeOnWhite(layoutImages(rgba, 2), 2, 1);
  expect(Array.from(pixels)).toEqual([255, 255, 255, 10, 20, 30, 127, 127, 127, 255, 204, 204]);
});

test('decodes a gzipped pack over all splits', async () => {
  const rgba = Uint8Array.from({ length: 3 * 36 }, (_, i) => (i * 37) % 256);
  const pack = gzipSync(layoutImages(rgba, 3));
  const pixels = await decodeImagePack(pack, shape(3, 1, 2));
  expect(pixels).toEqual(compositeOnWhite(layoutImages(rgba, 3), 3, 3));
});

describe('refuses', () => {
  const rgba = Uint8Array.from({ length: 2 * 36 }, (_, i) => i);
  const packed = layoutImages(rgba, 3);
  const zipped = gzipSync(packed);
  const flipped = Uint8Array.from(zipped);
  flipped[30] = flipped[30]! ^ 1;
  const unknownKind = Uint8Array.from(packed);
  unknownKind[0] = 2;

  test.each([
    ['a pack cut short', zipped.subarray(0, zipped.length - 12), /damaged or cut short/],
    ['a flipped bit', flipped, /cannot be used/],
    ['a web page in its place', new TextEncoder().encode('<!doctype html>'), /damaged/],
    ['an empty file', new Uint8Array(0), /cannot be used/],
    ['too few images', gzipSync(packed.subarray(0, 37)), /holds 1 images where 2/],
    ['half an image', gzipSync(packed.subarray(0, 60)), /middle of image 1 of 2/],
    ['a byte too many', gzipSync(Uint8Array.of(...layoutImages(new Uint8Array(72), 3), 0)), /more/],
    ['an image of unknown kind', gzipSync(unknownKind), /image 0 is of no known kind/],
    ['a gzip bomb', gzipSync(new Uint8Array(5_000_000)), /more than its images can need/],
  ])('%s', async (_, bytes, message) => {
    const decoding = decodeImagePack(bytes, shape(3, 2));
    await expect(decoding).rejects.toThrow(DatasetError);
    await expect(decoding).rejects.toThrow(message);
  });

  test('a manifest that claims a million large images, before memory is taken for them', async () => {
    const decoding = decodeImagePack(zipped, shape(1024, 1_000_000));
    await expect(decoding).rejects.toThrow(DatasetError);
    await expect(decoding).rejects.toThrow(/too few for 1000000 images/);
  });
});
