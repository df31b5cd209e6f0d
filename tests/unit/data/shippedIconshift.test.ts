import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { buildDataset } from '../../../src/data/buildDataset.ts';
import { packFileName, parseDatasetManifest } from '../../../src/data/datasetManifest.ts';
import { layoutImages, readRgba } from '../../../src/data/imagePack.ts';
import { imageCredit } from '../../../src/data/provenance.ts';
import { datasets } from '../../../src/data/registry.ts';
import { attributionPage } from '../../../tools/iconshift/src/attribution.ts';
import families from '../../../tools/iconshift/src/families.json' with { type: 'json' };
import { allowedLicences } from '../../../tools/iconshift/src/licences.ts';

const read = (name: string) =>
  readFileSync(new URL(`../../../public/datasets/iconshift/${name}`, import.meta.url));
const json = read('manifest.json');
const manifest = parseDatasetManifest(json.toString('utf8'));
const pack = read(packFileName);
const packed = new Uint8Array(gunzipSync(pack));
const imageCount = manifest.splits.reduce((sum, { count }) => sum + count, 0);

/** The part that a split belongs to: all line icons are one, every shift is one of its own. */
const partOf = ({ id, role }: (typeof manifest.splits)[number]) => (role === 'ood' ? id : 'line');

test('is the registered dataset, small enough to load at once', () => {
  const info = datasets.find(({ id }) => id === manifest.id);
  expect(info?.path).toBe('datasets/iconshift');
  expect(info?.classCount).toBe(manifest.classNames.length);
  expect(info?.summary).toContain(`${manifest.classNames.length} things`);
  expect(json.length).toBeLessThan(400_000);
  expect(pack.length).toBeLessThan(4_000_000);
});

test('has its splits in the sizes that its card gives', () => {
  expect(manifest.splits.map(({ id, role, count }) => [id, role, count])).toEqual([
    ['train', 'train', 2280],
    ['id-val', 'val', 594],
    ['id-test', 'id', 1682],
    ['ood-solid', 'ood', 1048],
    ['ood-duotone', 'ood', 479],
    ['ood-emoji', 'ood', 507],
    ['ood-pixel', 'ood', 249],
    ['ood-color', 'ood', 663],
  ]);
  expect(manifest.classNames).toHaveLength(97);
});

test('every class can be learned, chosen on and tested', () => {
  for (const [role, least] of [
    ['train', 6],
    ['val', 1],
    ['id', 4],
  ] as const) {
    const { labels } = manifest.splits.find((split) => split.role === role)!;
    const counts = manifest.classNames.map((_, c) => labels.filter((label) => label === c).length);
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(least);
  }
});

test('no set and no author plays two parts', () => {
  const partsOfSet = new Map<string, Set<string>>();
  const partsOfAuthor = new Map<string, Set<string>>();
  const add = (map: Map<string, Set<string>>, key: string, part: string) =>
    map.set(key, (map.get(key) ?? new Set()).add(part));
  for (const split of manifest.splits) {
    for (const index of split.sets) {
      const { id, author } = manifest.sets[index]!;
      add(partsOfSet, id, partOf(split));
      add(partsOfAuthor, author.toLowerCase(), partOf(split));
    }
  }
  const inTwo = (map: Map<string, Set<string>>) => [...map].filter(([, parts]) => parts.size > 1);
  expect(inTwo(partsOfSet)).toEqual([]);
  expect(inTwo(partsOfAuthor)).toEqual([]);
});

test('every set plays the part that families.json gives it, and none that is excluded is in', () => {
  const roles = Object.entries(families.roles);
  for (const split of manifest.splits) {
    const role = split.role === 'ood' ? split.id.replace('ood-', '') : 'id';
    const own = roles.find(([name]) => name === role)![1];
    for (const index of split.sets) expect(own).toContain(manifest.sets[index]!.id);
  }
  const all = [...roles.flatMap(([, sets]) => sets), ...families.excluded];
  expect(new Set(all).size).toBe(all.length);
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
  const rgba = readRgba(packed, manifest.imageSize, imageCount);
  expect(Buffer.compare(layoutImages(rgba, manifest.imageSize), packed)).toBe(0);
});

test('becomes a dataset whose images are drawings on white', async () => {
  const dataset = await buildDataset(manifest, pack);
  const sideBytes = manifest.imageSize ** 2 * 3;
  for (const split of dataset.splits) {
    expect(split.labels).toHaveLength(split.count);
    expect(split.pixels).toHaveLength(split.count * sideBytes);
    for (let i = 0; i < split.count; i++) {
      const image = split.pixels.subarray(i * sideBytes, (i + 1) * sideBytes);
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
