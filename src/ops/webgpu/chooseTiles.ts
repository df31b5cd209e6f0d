import { median } from '../../math/median.ts';
import * as tf from '../tf.ts';
import { allocate, flush, type WebgpuBackend } from './backend.ts';
import { type Device, deviceOf } from './current.ts';
import { matMulGrid, matMulKernel } from './matMulKernel.ts';
import type { Product } from './product.ts';
import {
  candidatesFor,
  choiceNamed,
  nameOfChoice,
  portableChoice,
  softwareChoice,
  type TileChoice,
  type TileName,
  tileNamed,
  tilesOf,
} from './tiles.ts';

/** Rows of the shapes that are measured: 64 images of 37 tokens, and of the large one. */
const ROWS = 2368;
const LARGE_ROWS = 4096;

interface Measured {
  readonly products: readonly Product[];
  readonly rows: number;
}

/**
 * The layers that widen and narrow a block's states again, the gradient of such weights: the hottest
 * of a step. And one as larger models have it.
 */
const shapes = (rows: number, largeRows: number): Readonly<Record<keyof TileChoice, Measured>> => ({
  rows: {
    products: [
      { mode: 'NT', K: 128, N: 512, epilogue: { bias: true } },
      { mode: 'NT', K: 512, N: 128, epilogue: { bias: true } },
    ],
    rows,
  },
  columns: { products: [{ mode: 'TN', K: 512, N: 128, sums: true }], rows },
  large: { products: [{ mode: 'NT', K: 512, N: 512, epilogue: { bias: true } }], rows: largeRows },
});

const LEAST_ROUNDS = 3;
const MOST_ROUNDS = 9;
/** No round is begun after so long. */
const ENOUGH_MS = 500;
/** What one sample lasts at least: clocks of browsers are coarse, and a first dispatch waits. */
const SAMPLE_MS = 5;
const MOST_DISPATCHES = 64;

interface Candidate {
  readonly name: TileName;
  /** Encodes each product once. */
  readonly dispatch: () => void;
  readonly samples: number[];
}

/** Milliseconds for each product once, over so many times. */
async function timed(backend: WebgpuBackend, { dispatch }: Candidate, count: number) {
  const began = performance.now();
  for (let i = 0; i < count; i++) dispatch();
  flush(backend);
  await backend.queue.onSubmittedWorkDone();
  return (performance.now() - began) / count;
}

/** The fastest tile for some products: candidates in turns, the best median wins. */
async function fastest(
  backend: WebgpuBackend,
  { recorder }: Device,
  { products, rows }: Measured,
  names: readonly TileName[],
): Promise<TileName | null> {
  // Operands that are large enough for each of them; what they hold does not matter.
  const room = (size: (product: Product) => number) =>
    allocate(backend, [Math.max(...products.map(size))]);
  const tensors = [
    room(({ mode, K, N }) => (mode === 'TN' ? K : rows) * N),
    room(({ K }) => rows * K),
    room(({ mode, K, N }) => (mode === 'TN' ? rows : K) * N),
    room(({ K, N }) => Math.max(K, N)),
  ];
  const candidates: Candidate[] = [];
  try {
    await Promise.all(
      names.map(async (name) => {
        const tile = tileNamed(name);
        const kernels = products.map((product) => matMulKernel(product, tile));
        // One that a driver refuses is none.
        const fits = await Promise.all(kernels.map((kernel) => recorder.prepare(kernel))).then(
          () => true,
          () => false,
        );
        const dispatch = () => {
          for (const [i, product] of products.entries()) {
            recorder.run(kernels[i]!, tensors, [rows], matMulGrid(product, tile, rows));
          }
        };
        if (fits) candidates.push({ name, dispatch, samples: [] });
      }),
    );
    const goes = new Map<Candidate, number>();
    for (const candidate of candidates) {
      const first = await timed(backend, candidate, 1);
      // On a slow card one product is a sample, and a second warm-up would only take time.
      const ms = first > 4 * SAMPLE_MS ? first : await timed(backend, candidate, 4);
      goes.set(candidate, Math.min(MOST_DISPATCHES, Math.max(1, Math.ceil(SAMPLE_MS / ms))));
    }
    const began = performance.now();
    for (let round = 0; round < MOST_ROUNDS; round++) {
      if (round >= LEAST_ROUNDS && performance.now() - began > ENOUGH_MS) break;
      for (const candidate of candidates) {
        candidate.samples.push(await timed(backend, candidate, goes.get(candidate)!));
      }
    }
  } finally {
    for (const { dataId } of tensors) backend.disposeData(dataId);
  }
  const speed = ({ samples }: Candidate) => median(samples);
  return candidates.sort((a, b) => speed(a) - speed(b))[0]?.name ?? null;
}

/** Measures on this device which tiles are fastest; about a second on a graphics card. */
export async function measureTiles(
  rowCount = ROWS,
  candidatesOf: typeof candidatesFor = candidatesFor,
  largeRowCount = LARGE_ROWS,
): Promise<TileChoice> {
  const backend = tf.backend() as unknown as WebgpuBackend;
  const device = deviceOf(backend);
  const candidates = candidatesOf(device.abilities);
  const measured = shapes(rowCount, largeRowCount);
  const best = async (kind: keyof TileChoice) =>
    (await fastest(backend, device, measured[kind], candidates[kind])) ?? portableChoice[kind];
  return { rows: await best('rows'), columns: await best('columns'), large: await best('large') };
}

/** What was chosen on an earlier visit, by adapter and browser; neither ever fails. */
export interface KeptChoice {
  read(): Promise<unknown>;
  write(choice: string): Promise<void>;
}

/**
 * Chooses how products are cut up on the adapter in use: as was chosen before, else what is fastest.
 * An adapter in software is known well enough to be spared the measurement.
 *
 * @returns the choice by name, as `useTiles` takes it
 */
export async function chooseTiles(isSoftware: boolean, kept: KeptChoice): Promise<string> {
  const device = deviceOf(tf.backend() as unknown as WebgpuBackend);
  const { abilities } = device;
  let choice = isSoftware ? softwareChoice(abilities) : choiceNamed(await kept.read(), abilities);
  if (!choice) {
    choice = await measureTiles();
    // Nothing waits for storage.
    void kept.write(nameOfChoice(choice));
  }
  device.tiles = tilesOf(choice);
  return nameOfChoice(choice);
}

/**
 * Cuts products up as a choice of before says, so that every sum is formed in the same order again.
 * @returns whether this device can; where it cannot, nothing changes
 */
export function useTiles(name: string): boolean {
  const device = deviceOf(tf.backend() as unknown as WebgpuBackend);
  const choice = choiceNamed(name, device.abilities);
  if (choice) device.tiles = tilesOf(choice);
  return choice !== null;
}
