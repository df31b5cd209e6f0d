import { buildLab } from '../../scripts/buildLab.ts';
import { type ServedLab, serveLab } from '../../scripts/serveLab.ts';

/** Folder of the build that the end-to-end tests share, from the project's root. */
export const labFolder = '.cache/e2e-dist';

/** The built lab on a free port; built anew only when a source is newer than the last build. */
export async function startLab(): Promise<ServedLab> {
  await buildLab(labFolder, { reuse: true });
  return serveLab({ outDir: labFolder, port: 4300 });
}
