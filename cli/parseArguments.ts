import { parseArgs } from 'node:util';
import { quoteText } from '../src/math/showValue.ts';
import type { BackendChoice } from '../src/protocol/engineApi.ts';
import { type BatchSampling, batchSamplings, defaultRunConfig } from '../src/protocol/runConfig.ts';
import { columnNames } from '../src/results/resultColumns.ts';
import {
  columnName,
  readColumnName,
  standardColumns,
  type TableColumn,
} from '../src/results/tableColumns.ts';
import { UsageError } from './usageError.ts';

/** What the person at the terminal asked for; null means the lab's default. */
export interface ExperimentOptions {
  readonly model: string | null;
  readonly dataset: string | null;
  readonly methods: readonly string[] | null;
  readonly seeds: readonly number[];
  readonly steps: number | null;
  readonly batch: number | null;
  readonly sampling: BatchSampling | null;
  /** Columns of the table, each ID and OOD. */
  readonly metrics: readonly TableColumn[] | null;
  readonly backend: BackendChoice;
  /** Images per split in the final evaluation; null means all. */
  readonly evalLimit: number | null;
  /** Path of the JSON file to write. */
  readonly json: string | null;
  readonly help: boolean;
}

const backends = ['auto', 'webgpu', 'wasm'] as const;
const maxSeed = 2 ** 32 - 1;
/** Of a list: a seed is a whole race. */
const maxEntries = 100;

const flags = {
  model: 'string',
  dataset: 'string',
  methods: 'string',
  seeds: 'string',
  steps: 'string',
  batch: 'string',
  sampling: 'string',
  metrics: 'string',
  backend: 'string',
  'eval-limit': 'string',
  json: 'string',
  help: 'boolean',
} as const;
type Flag = keyof typeof flags;

const standardNames = standardColumns.map(columnName).join(',');

/** Metrics by name, those with -ts left out, a few a line. */
function wrapped(names: readonly string[], indent: number): string {
  const lines = [''];
  for (const name of names.filter((one) => !one.endsWith('-ts'))) {
    const line = lines.at(-1)!;
    if (indent + line.length + name.length + 2 > 100) lines.push(name);
    else lines[lines.length - 1] = line === '' ? name : `${line}, ${name}`;
  }
  return lines.map((line) => ' '.repeat(indent) + line).join('\n');
}

export const helpText = `npm run experiment -- [flags]

Fine-tunes an embedded CLIP on embedded data in headless Chromium, in the same worker as
the page, and prints the paper's table: accuracy and calibration error in and out of distribution.

  --model ID         the CLIP to fine-tune, and
  --dataset ID       what it learns: of images as large as the model takes. Where one alone is
                     given, the other is the first that fits; an unknown id lists the known ones
  --methods LIST     comma-separated method ids (default: the rows of the paper's table);
                     an unknown id lists the known ones
  --seeds LIST       comma-separated whole numbers, one run each, at most ${maxEntries} (default 0)
  --steps N          optimiser steps (default ${defaultRunConfig.steps})
  --batch N          images per step (default ${defaultRunConfig.batchSize}, or as many as there are classes)
  --sampling NAME    distinct or random: batches of distinct classes or of random images
                     (default ${defaultRunConfig.sampling})
  --metrics LIST     columns of the table, comma-separated, each in and out of distribution; with -ts
                     after temperature scaling (default ${standardNames}):
${wrapped(columnNames(), 21)}
  --backend NAME     auto, webgpu or wasm (default auto: WebGPU on a real adapter, else WASM)
  --eval-limit N     images per split in the final evaluation (default: all)
  --json FILE        also write config, versions, metrics, bins, intervals and the table to FILE
  --help             print this

Exit status: 0 done, 1 the run failed, 2 a flag is wrong, 130 interrupted.
`;

const isFlag = (name: string): name is Flag => Object.hasOwn(flags, name);

/** Raw values by flag; every surprise is an error. */
function readFlags(argv: readonly string[]): Map<Flag, string> {
  const { tokens } = parseArgs({
    args: [...argv],
    options: Object.fromEntries(Object.entries(flags).map(([name, type]) => [name, { type }])),
    strict: false,
    tokens: true,
  });
  const values = new Map<Flag, string>();
  for (const token of tokens) {
    if (token.kind !== 'option') {
      const what = token.kind === 'positional' ? token.value : '--';
      throw new UsageError(`${quoteText(what)} was not expected: every value follows its flag.`);
    }
    const { name, rawName, value } = token;
    if (!isFlag(name)) {
      const known = Object.keys(flags).map((flag) => `--${flag}`);
      throw new UsageError(
        `There is no flag ${quoteText(rawName)}; the flags are ${known.join(', ')}.`,
      );
    }
    if (values.has(name)) throw new UsageError(`--${name} is given twice.`);
    if (flags[name] === 'boolean') {
      if (value !== undefined) throw new UsageError(`--${name} takes no value.`);
      values.set(name, '');
    } else {
      if (!value || (!token.inlineValue && value.startsWith('--'))) {
        throw new UsageError(`--${name} needs a value.`);
      }
      values.set(name, value);
    }
  }
  return values;
}

function wholeNumber(flag: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (/^0\d+$/.test(text) && value >= min && value <= max) {
    throw new UsageError(`${flag} must be written without zeros in front, not ${quoteText(text)}.`);
  }
  if (!/^\d+$/.test(text) || value < min || value > max) {
    throw new UsageError(
      `${flag} must be a whole number from ${min} to ${max}, not ${quoteText(text)}.`,
    );
  }
  return value;
}

function list(flag: string, text: string): string[] {
  const items = text.split(',').map((item) => item.trim());
  if (items.length > maxEntries) {
    throw new UsageError(
      `${flag} has ${items.length} entries; at most ${maxEntries}, for each is work of minutes.`,
    );
  }
  if (items.includes('')) throw new UsageError(`${flag} has an empty entry: ${quoteText(text)}.`);
  const twice = items.find((item, i) => items.indexOf(item) !== i);
  if (twice !== undefined) throw new UsageError(`${flag} names ${quoteText(twice)} twice.`);
  return items;
}

function oneOf<Name extends string>(flag: string, names: readonly Name[], text: string): Name {
  const choice = names.find((name) => name === text);
  if (!choice) throw new UsageError(`${flag} must be ${names.join(', ')}, not ${quoteText(text)}.`);
  return choice;
}

/** A column by its name; also as it stands in files, "classwiseEce". */
function column(text: string): TableColumn {
  const name = text.replace(/[A-Z]/g, (sign) => `-${sign.toLowerCase()}`).replace(/--/g, '-');
  const read = columnNames().includes(name) ? readColumnName(name) : null;
  if (read) return read;
  throw new UsageError(`--metrics knows no ${quoteText(text)}; the help lists what it knows.`);
}

/**
 * Reads the flags of `npm run experiment`, strictly.
 * @param argv without the program and the script
 * @throws UsageError for an unknown, repeated or valueless flag and for a value out of range
 */
export function parseArguments(argv: readonly string[]): ExperimentOptions {
  const values = readFlags(argv);
  const read = <T>(name: Flag, reader: (text: string) => T): T | null => {
    const text = values.get(name);
    return text === undefined ? null : reader(text);
  };
  const seeds = read('seeds', (text) =>
    list('--seeds', text).map((seed) => wholeNumber('--seeds', seed, 0, maxSeed)),
  );
  return {
    methods: read('methods', (text) => list('--methods', text)),
    seeds: seeds ?? [0],
    model: read('model', (text) => text),
    dataset: read('dataset', (text) => text),
    steps: read('steps', (text) => wholeNumber('--steps', text, 1, 100_000)),
    batch: read('batch', (text) => wholeNumber('--batch', text, 2, 4096)),
    sampling: read('sampling', (text) => oneOf('--sampling', batchSamplings, text)),
    metrics: read('metrics', (text) => list('--metrics', text).map(column)),
    backend: read('backend', (text) => oneOf('--backend', backends, text)) ?? 'auto',
    evalLimit: read('eval-limit', (text) => wholeNumber('--eval-limit', text, 1, 1_000_000)),
    json: read('json', (text) => text),
    help: values.has('help'),
  };
}
