import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { projectRoot } from '../../../scripts/projectRoot.ts';
import { drawShape } from '../../../scripts/shapes/drawShape.ts';
import { outlines } from '../../../scripts/shapes/outlines.ts';
import {
  classNames,
  imageSize,
  pretrainingSplits,
  shippedSplits,
  streamOf,
} from '../../../scripts/shapes/plan.ts';
import { packFileName, parseDatasetManifest } from '../../../src/data/datasetManifest.ts';
import { compositeOnWhite, layoutImages, readRgba } from '../../../src/data/imagePack.ts';
import { createRng } from '../../../src/math/rng.ts';

const folder = join(projectRoot, 'public/datasets/shapes');
const manifest = parseDatasetManifest(readFileSync(join(folder, 'manifest.json'), 'utf8'));
const count = manifest.splits.reduce((sum, split) => sum + split.count, 0);
const rgba = readRgba(
  new Uint8Array(gunzipSync(readFileSync(join(folder, packFileName)))),
  imageSize,
  count,
);
const size = imageSize * imageSize * 4;

test('the pack holds what the script draws, and the manifest says what it is', () => {
  let start = 0;
  shippedSplits.forEach(({ id, role, style, each }, s) => {
    const split = manifest.splits[s]!;
    expect([split.id, split.role, split.count]).toEqual([id, role, each * classNames.length]);
    // The first of every class, and the very last.
    for (const i of [...classNames.keys(), split.count - 1]) {
      const name = classNames[i % classNames.length]!;
      const drawn = drawShape(outlines[name]!, style, imageSize, createRng(1, streamOf(1, s), i));
      const at = (start + i) * size;
      expect(Buffer.compare(drawn, rgba.subarray(at, at + size)), `${id} ${i}`).toBe(0);
      expect(manifest.classNames[split.labels[i]!]).toBe(name);
      expect(split.icons[i]).toMatch(new RegExp(`^${name} `));
    }
    start += split.count;
  });
  expect(start).toBe(count);
});

test('every drawing can be seen: some ink, never all of it', () => {
  const pixels = compositeOnWhite(layoutImages(rgba, imageSize), imageSize, count);
  const area = imageSize * imageSize * 3;
  for (let i = 0; i < count; i++) {
    const image = pixels.subarray(i * area, (i + 1) * area);
    const ground = image.subarray(0, 3);
    const inked = image.filter((value, at) => Math.abs(value - ground[at % 3]!) > 4).length;
    expect(inked / area, `image ${i}`).toBeGreaterThan(0.01);
    expect(inked / area, `image ${i}`).toBeLessThan(0.6);
  }
});

test('no drawing is in it twice, nor is one in what TinyCLIP was trained on', () => {
  const own = Array.from({ length: count }, (_, i) =>
    Buffer.from(rgba.subarray(i * size, (i + 1) * size)).toString('latin1'),
  );
  expect(new Set(own).size).toBe(count);
  const streams = (seed: number, splits: readonly unknown[]) =>
    splits.map((_, s) => `${seed}/${streamOf(seed, s)}`);
  const shipped = new Set(streams(1, shippedSplits));
  expect(streams(2, pretrainingSplits).filter((stream) => shipped.has(stream))).toEqual([]);
});
