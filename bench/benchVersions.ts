import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readVersions } from '../cli/readVersions.ts';
import { projectRoot } from '../scripts/projectRoot.ts';

/** Versions of the lab and of its peers. */
export function benchVersions() {
  const manifest = join(projectRoot, 'node_modules/@jax-js/jax/package.json');
  const jax = (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
  return { ...readVersions(), 'jax-js': jax };
}
