import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describeFile, formatManifest } from '../../../scripts/manifestFiles.ts';
import {
  type DatasetManifest,
  type DatasetSource,
  packFileName,
} from '../../../src/data/datasetManifest.ts';
import { layoutImages } from '../../../src/data/imagePack.ts';
import { attributionPage } from './attribution.ts';
import type { Benchmark, BenchmarkIcon } from './benchmark.ts';
import { collections, iconifySource } from './iconify.ts';
import { imageBytes, imageSize } from './imageSize.ts';
import { spdxPage } from './licences.ts';
import { openImages } from './rendered.ts';
import { splitPlan } from './splits.ts';

/** Byte 9 of a gzip header says on which system it was made; 255 is "unknown" (RFC 1952). */
const GZIP_OS_BYTE = 9;
const UNKNOWN_OS = 255;

/** gzip without name, time or system, so that only the content decides the bytes. */
function gzipStable(content: Uint8Array): Uint8Array {
  const zipped = gzipSync(content, { level: 9, memLevel: 9 });
  zipped[GZIP_OS_BYTE] = UNKNOWN_OS;
  return zipped;
}

/** A set as the manifest credits it. */
export function sourceOf(id: string): DatasetSource {
  const { name, author, license } = collections[id]!;
  const url = license.url?.startsWith('https://') ? license.url : spdxPage(license.spdx);
  return { id, name, author: author.name, licence: license.spdx, url };
}

/** All drawings in the order of the pack. */
const inPackOrder = (icons: readonly BenchmarkIcon[]) =>
  splitPlan.flatMap(({ id }) => icons.filter(({ split }) => split === id));

export function makeManifest(
  { classNames }: Pick<Benchmark, 'classNames'>,
  icons: readonly BenchmarkIcon[],
): Omit<DatasetManifest, 'files'> {
  const setIds = [...new Set(icons.map(({ set }) => set))];
  const sets = setIds.map(sourceOf);
  const splits = splitPlan.map((plan) => {
    const own = icons.filter(({ split }) => split === plan.id);
    return {
      ...plan,
      count: own.length,
      labels: own.map(({ className }) => classNames.indexOf(className)),
      sets: own.map(({ set }) => setIds.indexOf(set)),
      icons: own.map(({ icon }) => icon),
    };
  });
  return {
    format: 1,
    id: 'iconshift',
    label: 'IconShift',
    version: '2.0',
    licence: [...new Set(sets.map(({ licence }) => licence))].sort().join(' AND '),
    source: iconifySource,
    changes:
      'Each icon was rendered from its SVG to 48 × 48 pixels in a square view box, with currentColor as black. The lab lays it on white and, in training, moves it by a few pixels.',
    imageSize,
    classNames,
    templates: ['{}', 'an icon of {}', 'a drawing of {}'],
    splits: splits.filter(({ count }) => count > 0),
    sets,
  };
}

/** Writes manifest.json, images.pack and attribution.html. The same drawings give the same bytes. */
export function writeDataset(folder: string, benchmark: Benchmark, renderedPath: string): void {
  const icons = inPackOrder(benchmark.icons);
  const images = openImages(renderedPath);
  const rgba = new Uint8Array(icons.length * imageBytes);
  icons.forEach(({ position }, i) => {
    rgba.set(images.read(position), i * imageBytes);
  });
  images.close();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, packFileName), gzipStable(layoutImages(rgba, imageSize)));
  const { sets, ...head } = makeManifest(benchmark, icons);
  const manifest: DatasetManifest = { ...head, files: [describeFile(folder, packFileName)], sets };
  writeFileSync(join(folder, 'manifest.json'), `${formatManifest(manifest)}\n`);
  writeFileSync(join(folder, 'attribution.html'), attributionPage(manifest));
}
