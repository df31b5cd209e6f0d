/** Strict reading of manifest.json files: every field is checked, nothing is copied unseen. */

import { quoteText, showValue } from '../math/showValue.ts';
import { fieldOf, isJsonObject, type JsonObject, parseJsonObject } from './parseJsonObject.ts';

/** One file that a manifest vouches for. */
export interface ManifestFile {
  /** Name inside the manifest's folder; no directories. */
  readonly path: string;
  readonly bytes: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
}

/** What is wrong with a manifest, as the end of a sentence: "version must be a non-empty text". */
export class ManifestFieldError extends Error {
  override readonly name = 'ManifestFieldError';
}

const fileName = /^[\w-][\w.-]*$/;
const sha256 = /^[0-9a-f]{64}$/;
const identifier = /^[a-z0-9][a-z0-9-]*$/;
/** Something that can be seen: a letter, a digit, a mark of any kind but blanks and controls. */
const visible = /[^\p{C}\p{Z}]/u;
/** The shipped dataset's manifest has 160 thousand. */
const MAX_CHARACTERS = 64_000_000;

/** @throws ManifestFieldError with `problem` unless `condition` holds */
export function demand(condition: boolean, problem: string): asserts condition {
  if (!condition) throw new ManifestFieldError(problem);
}

/** Parses a text that must be one JSON object. @throws ManifestFieldError */
export function parseManifestJson(json: string): JsonObject {
  return parseJsonObject(json, MAX_CHARACTERS, (problem) => {
    throw new ManifestFieldError(`it ${problem}`);
  });
}

export function asObject(value: unknown, where: string): JsonObject {
  demand(isJsonObject(value), `${where} must be an object`);
  return value;
}

const isText = (value: unknown): value is string =>
  typeof value === 'string' && visible.test(value);

export function readText(object: JsonObject, name: string, where = ''): string {
  const value = fieldOf(object, name);
  demand(isText(value), `${where}${name} must be a non-empty text`);
  return value;
}

/** Lower-case letters, digits and hyphens. */
export function readId(object: JsonObject, name: string, where = ''): string {
  const value = readText(object, name, where);
  demand(
    identifier.test(value),
    `${where}${name} must be lower-case letters, digits and hyphens, not ${quoteText(value)}`,
  );
  return value;
}

export function readInteger(
  object: JsonObject,
  name: string,
  [min, max]: readonly [number, number],
  where = '',
): number {
  const value = fieldOf(object, name);
  demand(
    Number.isInteger(value) && (value as number) >= min && (value as number) <= max,
    `${where}${name} must be a whole number from ${min} to ${max}, not ${showValue(value)}`,
  );
  return value as number;
}

export function readList(object: JsonObject, name: string, where = ''): readonly unknown[] {
  const value = fieldOf(object, name);
  demand(Array.isArray(value) && value.length > 0, `${where}${name} must be a non-empty list`);
  return value;
}

export function readTexts(object: JsonObject, name: string, where = ''): readonly string[] {
  const values = readList(object, name, where);
  for (const value of values) {
    demand(isText(value), `${where}${name} must hold non-empty texts only`);
  }
  return values as readonly string[];
}

/** A list of whole numbers in 0 … end − 1. */
export function readIndices(
  object: JsonObject,
  name: string,
  end: number,
  where = '',
): readonly number[] {
  const values = readList(object, name, where);
  for (const value of values) {
    demand(
      Number.isInteger(value) && (value as number) >= 0 && (value as number) < end,
      `${where}${name} must hold whole numbers from 0 to ${end - 1}, not ${showValue(value)}`,
    );
  }
  return values as readonly number[];
}

export function demandUnique(values: readonly string[], what: string): void {
  const seen = new Set<string>();
  for (const value of values) {
    demand(!seen.has(value), `${what} ${quoteText(value)} appears twice`);
    seen.add(value);
  }
}

/** The `files` list: plain names, sizes and digests. @throws ManifestFieldError */
export function readFiles(object: JsonObject): readonly ManifestFile[] {
  const files = readList(object, 'files').map((entry, i) => {
    const where = `files[${i}].`;
    const file = asObject(entry, `files[${i}]`);
    const path = readText(file, 'path', where);
    demand(fileName.test(path), `${where}path must be a plain file name, not ${quoteText(path)}`);
    const digest = readText(file, 'sha256', where);
    demand(sha256.test(digest), `${where}sha256 must be 64 lower-case hexadecimal digits`);
    return { path, bytes: readInteger(file, 'bytes', [1, 2 ** 32], where), sha256: digest };
  });
  demandUnique(
    files.map((file) => file.path),
    'the file',
  );
  return files;
}
