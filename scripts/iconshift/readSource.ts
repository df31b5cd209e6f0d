import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { DatasetSource } from '../../src/data/datasetManifest.ts';
import { allowedLicences, spdxPage } from './licences.ts';

export const imageSize = 48;
const imageBytes = imageSize * imageSize * 4;

/** One rendered icon. */
export interface SourceIcon {
  readonly set: string;
  readonly icon: string;
  /** Class name. */
  readonly concept: string;
  readonly split: string;
  /** [S, S, 4] straight-alpha RGBA bytes. */
  readonly rgba: Uint8Array;
}

/** The rendered icons, their classes and the sets they come from. */
export interface IconSource {
  readonly icons: readonly SourceIcon[];
  readonly classNames: readonly string[];
  readonly sets: ReadonlyMap<string, DatasetSource>;
}

interface LicenceEntry {
  readonly name: string;
  readonly author: string;
  readonly license: string;
  readonly url?: string;
}

function readSets(folder: string): Map<string, DatasetSource> {
  const entries = JSON.parse(readFileSync(join(folder, 'licences.json'), 'utf8')) as object;
  return new Map(
    Object.entries(entries).map(([id, entry]: [string, LicenceEntry]) => {
      const { name, author, license: licence, url = spdxPage(licence) } = entry;
      return [id, { id, name, author, licence, url }];
    }),
  );
}

/**
 * Reads icons.csv (set,icon,class,split), images.rgba.gz (the same rows as S×S RGBA), classes.json
 * (its keys are the class names, in order) and licences.json.
 * @throws Error when they do not fit together, or a set has no licence that allows sharing
 */
export function readSource(folder: string): IconSource {
  const [header, ...rows] = readFileSync(join(folder, 'icons.csv'), 'utf8').trim().split(/\r?\n/);
  if (header !== 'set,icon,class,split') throw new Error(`icons.csv has the columns ${header}`);
  const images = gunzipSync(readFileSync(join(folder, 'images.rgba.gz')));
  if (images.length !== rows.length * imageBytes) {
    throw new Error(`${rows.length} icons are listed, but the images hold ${images.length} bytes`);
  }
  const classes = JSON.parse(readFileSync(join(folder, 'classes.json'), 'utf8')) as object;
  const classNames = Object.keys(classes);
  const sets = readSets(folder);
  const icons = rows.map((row, i) => {
    const [set, icon, concept, split, ...rest] = row.split(',');
    if (!set || !icon || !concept || !split || rest.length > 0) {
      throw new Error(`icons.csv, row ${i + 1}: ${row}`);
    }
    if (!classNames.includes(concept)) throw new Error(`There is no class "${concept}"`);
    const licence = sets.get(set)?.licence ?? 'none';
    if (!allowedLicences.includes(licence)) throw new Error(`${set} has the licence ${licence}`);
    const rgba = images.subarray(i * imageBytes, (i + 1) * imageBytes);
    return { set, icon, concept, split, rgba };
  });
  return { icons, classNames, sets };
}
