import { quoteText } from '../src/math/showValue.ts';
import type { BackendChoice } from '../src/protocol/engineApi.ts';
import type { SettingValue } from '../src/protocol/namedSettings.ts';
import { type BatchSampling, batchSamplings, defaultRunConfig } from '../src/protocol/runConfig.ts';
import { columnNames } from '../src/results/resultColumns.ts';
import {
  columnName,
  readColumnName,
  standardColumns,
  type TableColumn,
} from '../src/results/tableColumns.ts';
import {
  type FlagKinds,
  list,
  maxEntries,
  oneOf,
  readFlags,
  setting,
  wholeNumber,
} from './readFlags.ts';
import { UsageError } from './usageError.ts';

/** A race as a person at the terminal asks for it; null means the lab's default. */
export interface RaceOptions {
  readonly model: string | null;
  readonly dataset: string | null;
  readonly methods: readonly string[] | null;
  readonly seeds: readonly number[];
  readonly steps: number | null;
  readonly batch: number | null;
  readonly sampling: BatchSampling | null;
  /** Further settings, by name: "weightDecay", "carot.distillWeight"; in the order given. */
  readonly settings: readonly (readonly [name: string, value: SettingValue])[];
  /** Path of a file of settings, from which everything comes that is not asked for otherwise. */
  readonly config: string | null;
  /** Steps between two evaluations of a subset while it trains; null or 0 for none. */
  readonly every: number | null;
  readonly backend: BackendChoice;
  /** Images per split in the final evaluation; null means all. */
  readonly evalLimit: number | null;
  readonly help: boolean;
}

/** What `npm run experiment` was asked for. */
export interface ExperimentOptions extends RaceOptions {
  /** Columns of the table, each ID and OOD. */
  readonly metrics: readonly TableColumn[] | null;
  /** Path of the JSON file to write. */
  readonly json: string | null;
  /** Path of a file of rows, one an image, method and seed. */
  readonly csv: string | null;
  /** Whether those rows hold the logits too. */
  readonly logits: boolean;
  /** Folder of a log a seed. */
  readonly log: string | null;
  /** Folder of the fine-tuned weights. */
  readonly weights: string | null;
}

const backends = ['auto', 'webgpu', 'wasm'] as const;
const maxSeed = 2 ** 32 - 1;

/** What every command that runs races asks of them. */
export const raceFlags = {
  model: 'one',
  dataset: 'one',
  methods: 'one',
  seeds: 'one',
  steps: 'one',
  batch: 'one',
  sampling: 'one',
  lr: 'one',
  set: 'many',
  config: 'one',
  every: 'one',
  backend: 'one',
  'eval-limit': 'one',
  help: 'none',
} as const satisfies FlagKinds;

const flags = {
  ...raceFlags,
  metrics: 'one',
  json: 'one',
  csv: 'one',
  logits: 'none',
  log: 'one',
  weights: 'one',
} as const satisfies FlagKinds;

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

/** Of the flags that every command has which runs races. */
export const raceHelp = `  --model ID         the CLIP to fine-tune, and
  --dataset ID       what it learns: of images as large as the model takes. Where one alone is
                     given, the other is the first that fits; an unknown id lists the known ones
  --methods LIST     comma-separated method ids (default: the rows of the paper's table);
                     an unknown id lists the known ones
  --seeds LIST       comma-separated whole numbers, one run each, at most ${maxEntries} (default 0)
  --steps N          optimiser steps (default ${defaultRunConfig.steps})
  --batch N          images per step (default ${defaultRunConfig.batchSize}, or as many as there are classes)
  --sampling NAME    distinct or random: batches of distinct classes or of random images
                     (default ${defaultRunConfig.sampling})
  --lr RATE          learning rate (default ${defaultRunConfig.optimizer.learningRate})
  --set NAME=VALUE   any other setting, as weightDecay=0.01 or carot.distillWeight=0.5; may be given
                     more than once; an unknown name lists the known ones
  --config FILE      settings that the page wrote ("Experiment"); other flags change them
  --every N          also evaluate a subset every N steps while it trains (default: not)`;

export const backendHelp = `  --backend NAME     auto, webgpu or wasm (default auto: WebGPU on a real adapter, else WASM)
  --eval-limit N     images per split in the final evaluation (default: all)`;

export const helpText = `npm run experiment -- [flags]

Fine-tunes an embedded CLIP on embedded data in headless Chromium, in the same worker as
the page, and prints the paper's table: accuracy and calibration error in and out of distribution.

${raceHelp}
  --metrics LIST     columns of the table, comma-separated, each in and out of distribution; with -ts
                     after temperature scaling (default ${standardNames}):
${wrapped(columnNames(), 21)}
${backendHelp}
  --json FILE        also write config, versions, metrics, bins, intervals and the table to FILE
  --csv FILE         also write a row per seed, method and image to FILE, and
  --logits           every logit in those rows
  --log FOLDER       also write every step and evaluation, as JSON lines and for TensorBoard
  --weights FOLDER   also write the weights of every lane, safetensors in the layout of Hugging Face
  --help             print this

Exit status: 0 done, 1 the run failed, 2 a flag is wrong, 130 interrupted.
`;

/** A column by its name; also as it stands in files, "classwiseEce". */
function column(text: string): TableColumn {
  const name = text.replace(/[A-Z]/g, (sign) => `-${sign.toLowerCase()}`).replace(/--/g, '-');
  const read = columnNames().includes(name) ? readColumnName(name) : null;
  if (read) return read;
  throw new UsageError(`--metrics knows no ${quoteText(text)}; the help lists what it knows.`);
}

type Values = ReadonlyMap<string, readonly string[]>;

/** The one value of a flag, read; null where it was not given. */
export function readOne<T>(values: Values, name: string, reader: (text: string) => T): T | null {
  const [text] = values.get(name) ?? [];
  return text === undefined ? null : reader(text);
}

/** @throws UsageError for a value out of range */
export function readRaceOptions(values: Values): RaceOptions {
  const read = <T>(name: keyof typeof raceFlags, reader: (text: string) => T): T | null =>
    readOne(values, name, reader);
  const seeds = read('seeds', (text) =>
    list('--seeds', text).map((seed) => wholeNumber('--seeds', seed, 0, maxSeed)),
  );
  const lr = read('lr', (text) => setting('--lr', `lr=${text}`));
  return {
    methods: read('methods', (text) => list('--methods', text)),
    seeds: seeds ?? [0],
    model: read('model', (text) => text),
    dataset: read('dataset', (text) => text),
    steps: read('steps', (text) => wholeNumber('--steps', text, 1, 100_000)),
    batch: read('batch', (text) => wholeNumber('--batch', text, 2, 4096)),
    sampling: read('sampling', (text) => oneOf('--sampling', batchSamplings, text)),
    settings: [
      ...(lr ? [lr] : []),
      ...(values.get('set') ?? []).map((text) => setting('--set', text)),
    ],
    config: read('config', (text) => text),
    every: read('every', (text) => wholeNumber('--every', text, 0, 100_000)),
    backend: read('backend', (text) => oneOf('--backend', backends, text)) ?? 'auto',
    evalLimit: read('eval-limit', (text) => wholeNumber('--eval-limit', text, 1, 1_000_000)),
    help: values.has('help'),
  };
}

/**
 * Reads the flags of `npm run experiment`, strictly.
 * @param argv without the program and the script
 * @throws UsageError for an unknown, repeated or valueless flag and for a value out of range
 */
export function parseArguments(argv: readonly string[]): ExperimentOptions {
  const values = readFlags(argv, flags);
  return {
    ...readRaceOptions(values),
    metrics: readOne(values, 'metrics', (text) => list('--metrics', text).map(column)),
    json: readOne(values, 'json', (text) => text),
    csv: readOne(values, 'csv', (text) => text),
    logits: values.has('logits'),
    log: readOne(values, 'log', (text) => text),
    weights: readOne(values, 'weights', (text) => text),
  };
}
