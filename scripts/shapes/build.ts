/**
 * Draws the data set Shapes into public/datasets/shapes:
 *
 *   npx tsx scripts/shapes/build.ts
 *   npx tsx scripts/shapes/build.ts --pretraining FOLDER   other drawings, for tools/pytorch/pretrain_tiny.py
 *
 * The same on every machine: random numbers come from Philox, one stream a drawing.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { packFileName } from '../../src/data/datasetManifest.ts';
import { layoutImages } from '../../src/data/imagePack.ts';
import { describeFile, formatManifest } from '../manifestFiles.ts';
import { projectRoot } from '../projectRoot.ts';
import {
  classNames,
  columnsOf,
  drawAll,
  imageSize,
  type PlannedSplit,
  pretrainingSplits,
  shippedSplits,
} from './plan.ts';

const licence = 'CC0-1.0';
const licenceUrl = 'https://creativecommons.org/publicdomain/zero/1.0/';

/** Where the page's "image credits" lead. */
const credits = `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Shapes: attribution</title>
</head>
<body>
<h1>Shapes: attribution</h1>
<p>Drawn by a program of CaRot Lab, scripts/shapes. In the public domain: <a href="${licenceUrl}">CC0 1.0</a>.</p>
</body>
</html>
`;

function build(folder: string, splits: readonly PlannedSplit[], seed: number): void {
  mkdirSync(folder, { recursive: true });
  const packed = layoutImages(drawAll(splits, seed), imageSize);
  writeFileSync(join(folder, packFileName), gzipSync(packed, { level: 9 }));
  const manifest = {
    format: 1,
    id: 'shapes',
    label: 'Shapes',
    version: '1.0',
    licence,
    source: 'scripts/shapes of this project',
    changes: 'None: the drawings were made for this data set.',
    imageSize,
    classNames,
    templates: ['{}', 'an icon of {}', 'a drawing of {}'],
    splits: splits.map((split) => {
      const { id, label, role } = split;
      return { id, label, role, ...columnsOf(split) };
    }),
    files: [describeFile(folder, packFileName)],
    sets: [{ id: 'drawn', name: 'Shapes', author: 'CaRot Lab', licence, url: licenceUrl }],
  };
  writeFileSync(join(folder, 'attribution.html'), credits);
  writeFileSync(join(folder, 'manifest.json'), `${formatManifest(manifest)}\n`);
}

const [flag, folder] = process.argv.slice(2);
if (flag === undefined) build(join(projectRoot, 'public/datasets/shapes'), shippedSplits, 1);
else if (flag === '--pretraining' && folder) build(folder, pretrainingSplits, 2);
else throw new Error('Usage: npx tsx scripts/shapes/build.ts [--pretraining FOLDER]');
