/** What the manifest.json of a model and that of a dataset have in common. */

import * as v from 'valibot';
import { firstRepeat } from '../math/firstRepeat.ts';
import { quoteText } from '../math/showValue.ts';
import { parseJsonObject } from './parseJsonObject.ts';
import { integer, list, mustBe, object, readBy, visibleText } from './schema.ts';

/** One file that a manifest vouches for. */
export interface ManifestFile {
  /** Name inside the manifest's folder; no directories. */
  readonly path: string;
  readonly bytes: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
}

/** What every manifest says: whose it is, where it comes from, and its files. */
export interface Manifest {
  readonly format: 1;
  readonly id: string;
  readonly label: string;
  readonly version: string;
  /** SPDX expression over all that is in the folder. */
  readonly licence: string;
  /** Where it was taken from. */
  readonly source: string;
  readonly files: readonly ManifestFile[];
}

/** Throws the error of its kind of manifest; `problem` is a sentence without its full stop. */
export type RefuseManifest = (problem: string) => never;

/** The shipped dataset's manifest has 160 thousand. */
const MAX_CHARACTERS = 64_000_000;
/** Entries of one list of a manifest. */
const MAX_ENTRIES = 10_000_000;

const matching = (pattern: RegExp, demand: string) =>
  v.pipe(visibleText, v.regex(pattern, mustBe(demand)));

const file = object({
  path: matching(/^[\w-][\w.-]*$/, 'a plain file name'),
  bytes: integer(1, 2 ** 32),
  sha256: matching(/^[0-9a-f]{64}$/, '64 lower-case hexadecimal digits'),
});

export const idSchema = matching(/^[a-z0-9][a-z0-9-]*$/, 'lower-case letters, digits and hyphens');

/** A list of something: an empty one is none. */
export const someOf = <Item extends v.GenericSchema>(item: Item) => list(item, MAX_ENTRIES, 1);

export const manifestEntries = {
  format: v.literal(1, mustBe('1')),
  id: idSchema,
  label: visibleText,
  version: visibleText,
  licence: visibleText,
  source: visibleText,
  files: someOf(file),
};

export function demandUnique(values: readonly string[], what: string, refuse: RefuseManifest) {
  const twice = firstRepeat(values);
  if (twice !== undefined) refuse(`${what} ${quoteText(twice)} appears twice`);
}

/** Reads a text that must be one JSON object in which every field fits the schema. */
export function readManifest<Kind extends Manifest>(
  json: string,
  schemaFor: (root: unknown) => v.GenericSchema<unknown, Kind>,
  refuse: RefuseManifest,
): Kind {
  const root = parseJsonObject(json, MAX_CHARACTERS, (problem) => refuse(`it ${problem}`));
  const manifest = readBy(schemaFor(root), root, refuse);
  const paths = manifest.files.map(({ path }) => path);
  demandUnique(paths, 'the file', refuse);
  return manifest;
}
