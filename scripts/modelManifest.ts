/**
 * Writes into manifest.json of the models in public/models/ what their files are, size and SHA-256:
 *
 *   npx tsx scripts/modelManifest.ts
 *
 * The rest of a manifest (label, version, licence, source) is written by hand.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from '../src/io/manifestFields.ts';
import { modelFileNames, preprocessorFileNames } from '../src/model/modelManifest.ts';
import { describeFile, formatManifest } from './manifestFiles.ts';
import { projectRoot } from './projectRoot.ts';

const models = join(projectRoot, 'public/models');

for (const id of readdirSync(models)) {
  const folder = join(models, id);
  const path = join(folder, 'manifest.json');
  if (!existsSync(path)) continue;
  const { files: _, ...rest } = JSON.parse(readFileSync(path, 'utf8')) as Manifest;
  const preprocessors = preprocessorFileNames.filter((name) => existsSync(join(folder, name)));
  const files = [...modelFileNames, ...preprocessors].map((name) => describeFile(folder, name));
  writeFileSync(path, `${formatManifest({ ...rest, files })}\n`);
}
