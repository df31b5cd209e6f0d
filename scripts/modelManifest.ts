/**
 * Writes manifest.json beside the files of a model in public/models/:
 *
 *   npx tsx scripts/modelManifest.ts
 */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Manifest } from '../src/io/manifestFields.ts';
import { modelFileNames, preprocessorFileNames } from '../src/model/modelManifest.ts';
import { describeFile, formatManifest } from './manifestFiles.ts';

const models: readonly Omit<Manifest, 'files'>[] = [
  {
    format: 1,
    id: 'iconclip',
    label: 'IconCLIP',
    version: '2',
    licence: 'MIT',
    source: 'Pretrained from random weights on 54,839 openly licensed icons; see README.md.',
  },
  {
    format: 1,
    id: 'tinyclip',
    label: 'TinyCLIP',
    version: '1',
    licence: 'CC0-1.0',
    source: 'Trained from random weights on shapes drawn by a program; see README.md.',
  },
];

for (const model of models) {
  const folder = fileURLToPath(new URL(`../public/models/${model.id}/`, import.meta.url));
  const preprocessors = preprocessorFileNames.filter((name) => existsSync(join(folder, name)));
  const files = [...modelFileNames, ...preprocessors].map((name) => describeFile(folder, name));
  writeFileSync(join(folder, 'manifest.json'), `${formatManifest({ ...model, files })}\n`);
}
