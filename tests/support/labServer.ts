import { buildLab } from '../../scripts/buildLab.ts';
import { type ServedLab, serveLab } from '../../scripts/serveLab.ts';

const outDir = '.cache/e2e-dist';

/** The built lab on a free port; built anew only when a source is newer than the last build. */
export async function startLab(): Promise<ServedLab> {
  await buildLab(outDir, { reuse: true });
  return serveLab({ outDir, port: 4300 });
}
