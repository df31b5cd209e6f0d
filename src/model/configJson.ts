import { ConfigFileError } from './configFileError.ts';

export type ConfigJson = Readonly<Record<string, unknown>>;

/** A real one has a few thousand characters. */
const MAX_CHARACTERS = 1_000_000;

export const isConfigJson = (value: unknown): value is ConfigJson =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An own field of the object, so that inherited names such as "constructor" never count. */
export const fieldOf = (json: ConfigJson, name: string): unknown =>
  Object.hasOwn(json, name) ? json[name] : undefined;

/** A value as it may stand in a message; lists and objects are not written out. */
export function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 40));
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

/** Parses a file that must hold one JSON object. @throws ConfigFileError */
export function parseConfigJson(json: string, file: string): ConfigJson {
  if (json.length > MAX_CHARACTERS) {
    throw new ConfigFileError(file, `it has ${json.length} characters, which no such file needs`);
  }
  let root: unknown;
  try {
    root = JSON.parse(json);
  } catch {
    throw new ConfigFileError(file, 'it is not valid JSON');
  }
  if (!isConfigJson(root)) throw new ConfigFileError(file, `it is ${show(root)}, not an object`);
  return root;
}
