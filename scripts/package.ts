/** `npm run package`: the lab as a zip for a USB stick or an intranet. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { showBytes } from '../src/math/units.ts';
import { buildLab } from './buildLab.ts';
import { makePackage } from './makePackage.ts';
import { projectRoot } from './projectRoot.ts';

const outDir = 'dist';

async function main(): Promise<void> {
  const { version } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
  console.log('Building the lab …');
  await buildLab(outDir, { reuse: false });
  const bytes = makePackage(join(projectRoot, outDir));
  mkdirSync(join(projectRoot, 'release'), { recursive: true });
  const file = join('release', `carot-lab-${version}.zip`);
  writeFileSync(join(projectRoot, file), bytes);
  console.log(`${file}, ${showBytes(bytes.length)}: unpack it, and open “START HERE.html”.`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
