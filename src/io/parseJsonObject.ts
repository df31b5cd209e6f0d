import { quoteText, showValue } from '../math/showValue.ts';
import { findJsonKeyProblems } from './jsonKeys.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An own field of the object, so that inherited names such as "constructor" never count. */
export const fieldOf = (json: JsonObject, name: string): unknown =>
  Object.hasOwn(json, name) ? json[name] : undefined;

/**
 * Parses a text that must hold one JSON object in which no key stands twice: JSON.parse would keep
 * the last value of two, other readers the first.
 *
 * @param refuse throws; its argument goes on from "it": "is not valid JSON"
 */
export function parseJsonObject(
  json: string,
  maxCharacters: number,
  refuse: (problem: string) => never,
): JsonObject {
  if (json.length > maxCharacters) {
    refuse(`has ${json.length} characters, more than the ${maxCharacters} that are read`);
  }
  let root: unknown;
  try {
    root = JSON.parse(json);
  } catch {
    return refuse(json.trim() === '' ? 'is empty' : 'is not valid JSON');
  }
  if (!isJsonObject(root)) return refuse(`is ${showValue(root)}, not an object`);
  const { duplicate } = findJsonKeyProblems(json);
  if (duplicate !== null) return refuse(`has the key ${quoteText(duplicate)} twice in one object`);
  return root;
}
