/**
 * Builds public/datasets/iconshift/ from a folder of rendered icons:
 *
 *   npx tsx scripts/iconshift/pack.ts <folder with icons.csv, images.rgba.gz, classes.json, licences.json>
 *
 * The same input gives the same bytes.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { type DatasetManifest, packFileName } from '../../src/data/datasetManifest.ts';
import { layoutImages } from '../../src/data/imagePack.ts';
import { describeFile, formatManifest } from '../manifestFiles.ts';
import { writeAttribution } from './attribution.ts';
import { type IconSource, imageSize, readSource, type SourceIcon } from './readSource.ts';
import { splitPlan, withoutTrainingSets } from './splits.ts';

const target = fileURLToPath(new URL('../../public/datasets/iconshift/', import.meta.url));

/** Byte 9 of a gzip header says on which system it was made; 255 is "unknown" (RFC 1952). */
const GZIP_OS_BYTE = 9;
const UNKNOWN_OS = 255;

/** gzip without name, time or system, so that only the content decides the bytes. */
function gzipStable(content: Uint8Array): Uint8Array {
  const zipped = gzipSync(content, { level: 9, memLevel: 9 });
  zipped[GZIP_OS_BYTE] = UNKNOWN_OS;
  return zipped;
}

/** All kept icons in the order of the pack. */
function inPackOrder(icons: readonly SourceIcon[]): readonly SourceIcon[] {
  return splitPlan.flatMap(({ id }) => icons.filter((icon) => icon.split === id));
}

function makeManifest(
  { classNames, sets }: IconSource,
  icons: readonly SourceIcon[],
): DatasetManifest {
  const setIds = [...new Set(icons.map((icon) => icon.set))];
  const usedSets = setIds.map((id) => sets.get(id)!);
  const splits = splitPlan.map((plan) => {
    const own = icons.filter((icon) => icon.split === plan.id);
    return {
      ...plan,
      count: own.length,
      labels: own.map((icon) => classNames.indexOf(icon.concept)),
      sets: own.map((icon) => setIds.indexOf(icon.set)),
      icons: own.map((icon) => icon.icon),
    };
  });
  return {
    format: 1,
    id: 'iconshift',
    label: 'IconShift',
    version: 'first-cut-1',
    licence: [...new Set(usedSets.map((set) => set.licence))].sort().join(' AND '),
    source: '@iconify/json 2.2.535',
    changes:
      'Each icon was rendered from its SVG to 48 × 48 pixels in a square view box, with currentColor as black. The lab lays it on white and, in training, moves it by a few pixels.',
    imageSize,
    classNames,
    templates: ['{}', 'an icon of {}', 'a drawing of {}'],
    splits: splits.filter((split) => split.count > 0),
    files: [describeFile(target, packFileName)],
    sets: usedSets,
  };
}

function printCounts(before: readonly SourceIcon[], after: readonly SourceIcon[]): void {
  console.log('split           before   after');
  for (const { id } of splitPlan) {
    const count = (icons: readonly SourceIcon[]) => icons.filter((i) => i.split === id).length;
    console.log(id.padEnd(14), String(count(before)).padStart(7), String(count(after)).padStart(7));
  }
}

const folder = process.argv[2];
if (!folder) throw new Error('Name the folder that holds icons.csv and images.rgba.gz.');
const source = readSource(folder);
const kept = inPackOrder(withoutTrainingSets(source.icons));
printCounts(source.icons, kept);

const rgba = new Uint8Array(kept.length * imageSize * imageSize * 4);
kept.forEach((icon, i) => {
  rgba.set(icon.rgba, i * icon.rgba.length);
});
mkdirSync(target, { recursive: true });
writeFileSync(join(target, packFileName), gzipStable(layoutImages(rgba, imageSize)));
writeFileSync(join(target, 'manifest.json'), `${formatManifest(makeManifest(source, kept))}\n`);
writeAttribution();
for (const name of [packFileName, 'manifest.json', 'attribution.html']) {
  const { bytes, sha256 } = describeFile(target, name);
  console.log(`${name}: ${bytes} bytes, sha256 ${sha256}`);
}
