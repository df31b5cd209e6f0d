import { fieldOf, type JsonObject, parseJsonObject } from '../io/parseJsonObject.ts';
import { sniffJson } from '../io/sniffJson.ts';
import { ConfigFileError } from './configFileError.ts';

/** A real one has a few thousand characters. */
const MAX_CHARACTERS = 1_000_000;

/** Parses a model's file that must hold one JSON object. @throws ConfigFileError */
export function parseConfigJson(json: string, file: string): JsonObject {
  return parseJsonObject(json, MAX_CHARACTERS, (problem) => {
    throw new ConfigFileError(file, `it ${problem}`);
  });
}

/** The error for a file that lacks what it is for: what it looks like, or else the field it lacks. */
export function wrongFile(file: string, json: JsonObject, lacks: string): ConfigFileError {
  const what = sniffJson(json);
  const isItself = what === null || what.endsWith(` ${file}`);
  return new ConfigFileError(file, isItself ? `it has no ${lacks}` : `it looks like ${what}`);
}

/** That a file asks for Python code of its own, which is never run; nothing if it does not. */
export function customCodeNotes(json: string, file: string): string[] {
  if (fieldOf(parseConfigJson(json, file), 'auto_map') === undefined) return [];
  return [
    `${file} asks for code of its own (auto_map). It is never run: the model is read as a plain CLIP.`,
  ];
}
