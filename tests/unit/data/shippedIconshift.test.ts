import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { attributionPage } from '../../../scripts/iconshift/attribution.ts';
import { allowedLicences } from '../../../scripts/iconshift/licences.ts';
import { buildDataset } from '../../../src/data/buildDataset.ts';
import { packFileName, parseDatasetManifest } from '../../../src/data/datasetManifest.ts';
import { layoutImages, readRgba } from '../../../src/data/imagePack.ts';
import { imageCredit } from '../../../src/data/provenance.ts';
import { datasets } from '../../../src/data/registry.ts';

const read = (name: string) =>
  readFileSync(new URL(`../../../public/datasets/iconshift/${name}`, import.meta.url));
const json = read('manifest.json');
const manifest = parseDatasetManifest(json.toString('utf8'));
const pack = read(packFileName);

test('is the registered dataset, small enough to load at once', () => {
  expect(datasets.map(({ id, path }) => [id, path])).toContainEqual([
    manifest.id,
    'datasets/iconshift',
  ]);
  expect(json.length).toBeLessThan(400_000);
  expect(pack.length).toBeLessThan(4_000_000);
});

test('has the splits and counts of the first cut without twins of training drawings', () => {
  expect(manifest.splits.map(({ id, role, count }) => [id, role, count])).toEqual([
    ['train', 'train', 2484],
    ['id-val', 'val', 668],
    ['id-test', 'id', 1089],
    ['ood-solid', 'ood', 877],
    ['ood-emoji', 'ood', 544],
    ['ood-pixel', 'ood', 311],
    ['ood-color', 'ood', 439],
  ]);
  expect(manifest.classNames).toHaveLength(103);
});

test('no set that feeds train feeds an OOD split', () => {
  const training = new Set(manifest.splits.find((split) => split.role === 'train')!.sets);
  for (const split of manifest.splits.filter(({ role }) => role === 'ood')) {
    expect(split.sets.filter((set) => training.has(set))).toEqual([]);
  }
});

test('no drawing appears twice', () => {
  const drawings = manifest.splits.flatMap((split) =>
    split.icons.map((icon, i) => `${split.sets[i]}/${icon}`),
  );
  expect(new Set(drawings).size).toBe(drawings.length);
});

test('every image is credited under a licence that allows sharing', () => {
  for (const split of manifest.splits) {
    for (let i = 0; i < split.count; i++) {
      const credit = imageCredit(manifest, split.id, i);
      expect(allowedLicences).toContain(credit.licence);
      expect(credit.author).not.toBe('');
    }
  }
  const licences = new Set(manifest.sets.map((set) => set.licence));
  expect(manifest.licence.split(' AND ')).toEqual([...licences].sort());
});

test('the files are the ones the manifest vouches for', () => {
  for (const file of manifest.files) {
    const content = read(file.path);
    expect(content.length).toBe(file.bytes);
    expect(createHash('sha256').update(content).digest('hex')).toBe(file.sha256);
  }
});

test('the pack survives unpacking and packing bit by bit', () => {
  const packed = new Uint8Array(gunzipSync(pack));
  const count = manifest.splits.reduce((sum, split) => sum + split.count, 0);
  const rgba = readRgba(packed, manifest.imageSize, count);
  expect(Buffer.compare(layoutImages(rgba, manifest.imageSize), packed)).toBe(0);
});

test('becomes a dataset whose images are drawings on white', async () => {
  const dataset = await buildDataset(manifest, pack);
  const imageBytes = manifest.imageSize ** 2 * 3;
  for (const split of dataset.splits) {
    expect(split.labels).toHaveLength(split.count);
    expect(split.pixels).toHaveLength(split.count * imageBytes);
    for (let i = 0; i < split.count; i++) {
      const image = split.pixels.subarray(i * imageBytes, (i + 1) * imageBytes);
      expect(image.some((value) => value < 250)).toBe(true);
    }
  }
  const train = dataset.splits[0]!;
  const white = train.pixels.filter((value) => value === 255).length;
  expect(white / train.pixels.length).toBeGreaterThan(0.5);
});

test('the attribution page is the one the manifest gives, and names every set', () => {
  const page = read('attribution.html').toString('utf8');
  expect(page).toBe(attributionPage(manifest));
  for (const set of manifest.sets) expect(page).toContain(`/${set.id}/">`);
  expect(page).not.toMatch(/<script|src=/);
});
