import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { packFileName, parseDatasetManifest } from '../../src/data/datasetManifest.ts';
import { readRgba } from '../../src/data/imagePack.ts';
import { imageBytes } from '../../tools/iconshift/src/imageSize.ts';
import { fingerprints, frames } from '../../tools/iconshift/src/ink.ts';
import { eachLookAlike, layOut } from '../../tools/iconshift/src/lookAlikes.ts';

const read = (name: string) =>
  readFileSync(new URL(`../../public/datasets/iconshift/${name}`, import.meta.url));
const manifest = parseDatasetManifest(read('manifest.json').toString('utf8'));
const packed = new Uint8Array(gunzipSync(read(packFileName)));
const imageCount = manifest.splits.reduce((sum, { count }) => sum + count, 0);

test('no two images of different splits look alike: mirrored or not, moved or scaled or not', () => {
  const rgba = readRgba(packed, manifest.imageSize, imageCount);
  const splitOf = manifest.splits.flatMap(({ id, count }) => new Array<string>(count).fill(id));
  const prints = layOut(
    splitOf.map((_, i) => {
      const image = rgba.subarray(i * imageBytes, (i + 1) * imageBytes);
      const palette = image.some((value, at) => at % 4 !== 3 && value !== 0);
      return fingerprints(image, palette);
    }),
  );
  const crossing: string[] = [];
  eachLookAlike(prints, prints, (i, j) => {
    if (j > i && splitOf[i] !== splitOf[j]) crossing.push(`${splitOf[i]} ${i}, ${splitOf[j]} ${j}`);
  });
  expect(frames.map(({ alikeFrom }) => alikeFrom)).toEqual([0.95, 0.98]);
  expect(crossing).toEqual([]);
});
