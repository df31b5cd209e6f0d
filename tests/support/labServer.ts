import { buildLab, cachedBuild } from '../../scripts/buildLab.ts';
import { type ServedLab, serveLab } from '../../scripts/serveLab.ts';

/** Folder of the build that the end-to-end tests share, from the project's root. */
export const labFolder = cachedBuild;

/** Built anew only when a source is newer than the last build. */
export const readyBuild = () => buildLab(labFolder, { reuse: true });

/** The built lab on a free port. */
export async function startLab(host?: string): Promise<ServedLab> {
  await readyBuild();
  return serveLab({ outDir: labFolder, port: 4300, ...(host !== undefined && { host }) });
}
