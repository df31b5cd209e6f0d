import { type NumberLimits, readNumber } from '../../math/readNumber.ts';
import type { LinkedState } from './linkedState.ts';
import { readShortNumber, shortNumber } from './linkNumbers.ts';

/** One field of a link: what it writes of a state, and what it makes of a text. */
export interface LinkField {
  /** Of the short form: "s7". */
  readonly sign: string;
  /** Of the form that people write: "seed=7"; the first is the one to teach. */
  readonly names: readonly string[];
  write(state: LinkedState): string;
  /** The short form. null: not understood. */
  read(text: string, state: LinkedState): LinkedState | null;
  /** What people write after the name. null: not understood. */
  readWords(text: string, state: LinkedState): LinkedState | null;
}

export const within = (value: number, { min, max, whole }: NumberLimits): boolean =>
  value >= (min ?? -Infinity) && value <= (max ?? Infinity) && !(whole && value % 1 !== 0);

type Get<Value> = (state: LinkedState) => Value;
type Put<Value> = (state: LinkedState, value: Value) => LinkedState;

export function numeric(
  sign: string,
  names: readonly string[],
  limits: NumberLimits,
  get: Get<number>,
  put: Put<number>,
): LinkField {
  const taken = (value: number, state: LinkedState) =>
    within(value, limits) ? put(state, value) : null;
  return {
    sign,
    names,
    write: (state) => shortNumber(get(state)),
    read: (text, state) => taken(readShortNumber(text), state),
    readWords: (text, state) => taken(readNumber(text, limits)?.value ?? Number.NaN, state),
  };
}

/** One of a few texts, each with a sign of its own; `once` are names that links by hand had before. */
export function coded<Value extends string>(
  sign: string,
  names: readonly string[],
  codes: Readonly<Record<Value, string>>,
  get: Get<Value>,
  put: Put<Value>,
  once: Readonly<Record<string, Value>> = {},
): LinkField {
  const known = Object.entries(codes) as [Value, string][];
  const named = (word: string) => known.find((entry) => entry.includes(word))?.[0] ?? once[word];
  const taken = (value: Value | undefined, state: LinkedState) =>
    value === undefined ? null : put(state, value);
  return {
    sign,
    names,
    write: (state) => codes[get(state)],
    read: (text, state) => taken(known.find(([, code]) => code === text)?.[0], state),
    readWords: (text, state) => taken(named(text.toLowerCase()), state),
  };
}
