import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../scripts/projectRoot.ts';

function versionOf(manifest: string): string {
  const text = readFileSync(join(projectRoot, manifest), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/** Versions of the lab and of the TensorFlow.js it is built with. */
export const readVersions = () => ({
  lab: versionOf('package.json'),
  tfjs: versionOf('node_modules/@tensorflow/tfjs-core/package.json'),
});
