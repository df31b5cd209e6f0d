import { parseArgs } from 'node:util';
import { UsageError } from '../cli/usageError.ts';
import { datasets } from '../src/data/registry.ts';
import { quoteText } from '../src/math/showValue.ts';
import { models } from '../src/model/registry.ts';
import { type Backend, backends, type MethodId, methodIds } from './contestant.ts';

export interface BenchOptions {
  readonly backends: readonly Backend[];
  readonly methods: readonly MethodId[];
  /** Images a step: on WebGPU and on WASM. */
  readonly batch: Readonly<Record<Backend, number>>;
  /** Steps of every contestant that are counted, after those that warm up. */
  readonly rounds: number;
  readonly warmup: number;
  readonly peers: boolean;
  /** The peers carry every state through the last block of a tower. */
  readonly wholeBlocks: boolean;
  readonly modelId: string;
  readonly datasetId: string;
  /** Of the evaluation. */
  readonly images: number;
  /** Batch at which the GPU's memory is asked for; 0: not at all. */
  readonly memoryBatch: number;
  readonly json: string | null;
  readonly help: boolean;
}

const defaults = { webgpu: 8, wasm: 64, rounds: 7, warmup: 2, images: 1000, memoryBatch: 64 };

export const benchHelp = `npm run bench -- [flags]

One training step (forward, backward, AdamW, no clipping) of the same model on the same batch: the
lab, plain TensorFlow.js and jax-js, in turns in one headless Chromium, each in a worker of its own.

  --only NAME         webgpu or wasm (default: both)
  --methods LIST      ${methodIds.join(',')} (default: both)
  --batch N           images a step (default ${defaults.webgpu} on WebGPU, ${defaults.wasm} on WASM)
  --rounds N          counted steps of each (default ${defaults.rounds})
  --warmup N          steps before them (default ${defaults.warmup}, at least 1)
  --no-peers          the lab alone
  --whole-blocks      the peers compute the last block of a tower for every token, as textbooks do, and
                      not, as the lab, for the one that is pooled
  --images N          of the evaluation of each round (default ${defaults.images}; an eighth of it on a software GPU; 0: none)
  --memory-batch N    batch of the memory measurement (default ${defaults.memoryBatch}; 0: none)
  --model ID, --dataset ID   what is trained, and on what (default: the lab's own)
  --json FILE         write ratios, all samples and what they were taken on
  --help              print this

On a software GPU one step of plain TensorFlow.js takes tens of seconds: the whole takes about
20 minutes there, with --rounds 2 about 8.

Exit status: 0 done, 1 the run failed, 2 a flag is wrong, 130 interrupted.
`;

function wholeNumber(flag: string, text: string | undefined, min: number, max: number) {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= min && value <= max) return value;
  throw new UsageError(
    `--${flag} must be a whole number from ${min} to ${max}, not ${quoteText(text)}.`,
  );
}

function some<Name extends string>(flag: string, names: readonly Name[], text?: string) {
  if (text === undefined) return names;
  const asked = text.split(',').map((item) => item.trim());
  const unknown = asked.find((item) => !names.includes(item as Name));
  if (unknown === undefined) return names.filter((name) => asked.includes(name));
  throw new UsageError(`--${flag} knows ${names.join(', ')}, not ${quoteText(unknown)}.`);
}

/** @param argv without the program and the script @throws UsageError for a flag that is wrong */
export function readBenchOptions(argv: readonly string[]): BenchOptions {
  const text = { type: 'string' } as const;
  let values: Readonly<Record<string, string | boolean | undefined>>;
  try {
    ({ values } = parseArgs({
      args: [...argv],
      options: {
        only: text,
        methods: text,
        batch: text,
        rounds: text,
        warmup: text,
        images: text,
        'memory-batch': text,
        model: text,
        dataset: text,
        json: text,
        'no-peers': { type: 'boolean' },
        'whole-blocks': { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }));
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
  const given = (flag: string) => values[flag] as string | undefined;
  const number = (flag: string, min: number, max: number) =>
    wholeNumber(flag, given(flag), min, max);
  const batch = number('batch', 2, 4096);
  return {
    backends: some('only', backends, given('only')),
    methods: some('methods', methodIds, given('methods')),
    batch: { webgpu: batch ?? defaults.webgpu, wasm: batch ?? defaults.wasm },
    rounds: number('rounds', 1, 1000) ?? defaults.rounds,
    warmup: number('warmup', 1, 1000) ?? defaults.warmup,
    peers: !values['no-peers'],
    wholeBlocks: Boolean(values['whole-blocks']),
    modelId: given('model') ?? models[0]!.id,
    datasetId: given('dataset') ?? datasets[0]!.id,
    images: number('images', 0, 100_000) ?? defaults.images,
    memoryBatch: number('memory-batch', 0, 4096) ?? defaults.memoryBatch,
    json: given('json') ?? null,
    help: Boolean(values.help),
  };
}
