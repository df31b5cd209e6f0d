import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '../src/math/canonicalJson.ts';
import type { CellResult } from '../src/study/cellResult.ts';
import { isSameRace, type StudyCell, type StudyDesign } from '../src/study/design.ts';
import { readDesign } from '../src/study/readDesign.ts';
import { UsageError } from './usageError.ts';

/** Whole or not at all: what is half written never has its name. */
function writeWhole(path: string, content: string | Uint8Array): void {
  writeFileSync(`${path}.part`, content);
  renameSync(`${path}.part`, path);
}

/** Seeds can be added to a study that has begun; nothing else may change. */
const apartFromSeeds = ({ seeds: _, name: __, ...rest }: StudyDesign) => canonicalJson(rest);

/** The files of a study: its design, and what is done of it. */
export interface StudyFolder {
  readonly path: string;
  /** What is done of a race; null where it is still to be run. */
  read(cell: StudyCell): CellResult | null;
  /** @param images CSV, gzip */
  keep(result: CellResult, images: Uint8Array): void;
  write(name: string, text: string): void;
}

/**
 * Opens the folder of a study, or begins one.
 * @throws UsageError where another study lies there
 */
export function openStudyFolder(path: string, design: StudyDesign): StudyFolder {
  const designPath = join(path, 'design.json');
  if (existsSync(designPath)) {
    const held = readDesign(JSON.parse(readFileSync(designPath, 'utf8')));
    if (apartFromSeeds(held) !== apartFromSeeds(design)) {
      throw new UsageError(
        `${path} holds a study of other races: give it another folder with --out, or go on with --design ${designPath}.`,
      );
    }
  }
  for (const part of ['cells', 'images']) mkdirSync(join(path, part), { recursive: true });
  writeWhole(designPath, `${JSON.stringify(design, null, 1)}\n`);
  const cellPath = (id: string) => join(path, 'cells', `${id}.json`);
  return {
    path,
    read: (cell) => {
      if (!existsSync(cellPath(cell.id))) return null;
      const held = JSON.parse(readFileSync(cellPath(cell.id), 'utf8')) as CellResult;
      return held.version === 1 && isSameRace(held.config, cell.config) ? held : null;
    },
    keep: (result, images) => {
      writeWhole(join(path, 'images', `${result.id}.csv.gz`), images);
      writeWhole(cellPath(result.id), `${JSON.stringify(result)}\n`);
    },
    write: (name, text) => writeWhole(join(path, name), text),
  };
}
