import type { MatMulShape } from '../src/engine/measure/matMulRate.ts';
import type { BenchOptions } from './benchOptions.ts';
import type { Backend, Contestant, EngineName, Ground, MethodId, Setup } from './contestant.ts';
import type { BackendMeasurement, StepSeries, TimedImages, TimedStep } from './report.ts';

/** The contestants, wherever they run: each under an id of its own. */
export interface Arena {
  open(id: string, engine: EngineName, setup: Setup, taskName: string): Promise<Ground>;
  ask<K extends Exclude<keyof Contestant, 'open'>>(
    id: string,
    call: K,
    ...args: Parameters<Contestant[K]>
  ): Promise<Awaited<ReturnType<Contestant[K]>>>;
  close(id: string): Promise<void>;
  /** Processor time used so far, ms; null where nobody can say. */
  cpuMs(): number | null;
}

/** The GPU complained: what it was asked after that it did not do. */
export class GpuRefused extends Error {
  override readonly name = 'GpuRefused';
}

interface Player {
  readonly id: string;
  readonly engine: EngineName;
  readonly method: MethodId;
  readonly samples: TimedStep[];
  readonly javascript: number[];
}

/** A full square, and the two shapes that most of a step's work has (148 rows a four-image batch). */
const shapesOf = (isSoftware: boolean, batch: number): readonly MatMulShape[] => {
  const side = isSoftware ? 512 : 2048;
  return [
    { m: side, k: side, n: side },
    { m: batch * 37, k: 128, n: 512 },
    { m: batch * 37, k: 512, n: 128 },
  ];
};

/** What was measured, with the processor time that it took. */
async function timed<T>(arena: Arena, measure: () => Promise<T>) {
  const before = arena.cpuMs();
  const found = await measure();
  const after = arena.cpuMs();
  return { ...found, cpuMs: after === null || before === null ? null : after - before };
}

/** Everyone's turn, beginning with another each round. */
const turns = <T>(players: readonly T[], round: number): T[] =>
  players.map((_, i) => players[(i + round) % players.length]!);

/** Bytes that steps of CaRot take on a GPU: buffers are made and bound, and nothing is computed. */
async function peakBytes(
  arena: Arena,
  options: BenchOptions,
  engine: EngineName,
  say: (text: string) => void,
): Promise<number> {
  const { modelId, datasetId, memoryBatch: batchSize, wholeBlocks } = options;
  const id = `memory of ${engine}`;
  say(id);
  const source = { baseUrl: '', modelId, datasetId, batchSize, wholeBlocks };
  const setup = {
    backend: 'webgpu',
    methods: ['carot'],
    threads: 1,
    isEmpty: true,
    source,
  } as const;
  await arena.open(id, engine, setup, 'memory');
  for (let step = 0; step < 2; step++) await arena.ask(id, 'javascript', 'carot');
  const bytes = await arena.ask(id, 'peakBytes');
  await arena.close(id);
  return bytes;
}

/**
 * All that is measured on one backend: steps in turns and an evaluation a round, the JavaScript in
 * steps, products, memory.
 *
 * @param say hears what is being done
 * @throws GpuRefused for a WebGPU error that nobody caught
 */
export async function measureBackend(
  arena: Arena,
  backend: Backend,
  options: BenchOptions,
  say: (text: string) => void,
): Promise<BackendMeasurement> {
  const { methods, rounds, warmup, peers, modelId, datasetId, images, memoryBatch } = options;
  const { wholeBlocks } = options;
  const batch = options.batch[backend];
  const onGpu = backend === 'webgpu';
  const engines: readonly EngineName[] = peers ? ['ours', 'tfjs', 'jax'] : ['ours'];
  const grounds: Partial<Record<EngineName, Ground>> = {};
  const idOf = (engine: EngineName) => `${engine} on ${backend}`;
  for (const engine of engines) {
    say(`opening ${idOf(engine)}`);
    const source = { baseUrl: '', modelId, datasetId, batchSize: batch, wholeBlocks };
    const threads = grounds.ours?.threads ?? 0;
    const setup = { backend, methods, threads, source };
    grounds[engine] = await arena.open(idOf(engine), engine, setup, backend);
  }
  const refuseErrors = async (engine: EngineName) => {
    const errors = await arena.ask(idOf(engine), 'errors');
    if (errors.length > 0) throw new GpuRefused(`${idOf(engine)}: ${errors[0]}`);
  };
  const players: Player[] = engines.flatMap((engine) =>
    methods.map((method) => ({
      ...{ id: idOf(engine), engine, method },
      ...{ samples: [], javascript: [] },
    })),
  );
  const isSoftware = grounds.ours!.isFallbackAdapter;
  const count = isSoftware ? Math.ceil(images / 8) : images;
  const evaluations: TimedImages[] = [];
  for (let round = 0; round < warmup + rounds; round++) {
    const name = round < warmup ? 'warm-up' : `round ${round - warmup + 1} of ${rounds}`;
    for (const { id, method, samples } of turns(players, round)) {
      say(`${name}: ${id}, ${method}`);
      samples.push(await timed(arena, () => arena.ask(id, 'step', method)));
    }
    if (count === 0) continue;
    say(`${name}: evaluating ${count} images`);
    const found = await timed(arena, () => arena.ask(idOf('ours'), 'evaluate', count));
    if (round >= warmup) evaluations.push(found);
  }
  say('products');
  const shapes = shapesOf(isSoftware || !onGpu, batch);
  const rates = await arena.ask(idOf('ours'), 'multiply', shapes);
  for (const { id, method, javascript } of onGpu ? players : []) {
    say(`JavaScript of a step: ${id}, ${method}`);
    for (let go = 0; go < warmup + rounds; go++) {
      const ms = await arena.ask(id, 'javascript', method);
      if (go >= warmup) javascript.push(ms);
    }
  }
  for (const engine of engines) {
    await refuseErrors(engine);
    await arena.close(idOf(engine));
  }
  const series: StepSeries[] = players.map(({ engine, method, samples, javascript }) => ({
    ...{ backend, engine, method, warmup, samples, javascript },
  }));
  const asksMemory = onGpu && memoryBatch > 0 && methods.includes('carot');
  return {
    ...{ backend, batch, wholeBlocks, grounds, series, evaluations },
    products: shapes.map((shape, i) => ({ ...shape, gflops: rates[i]! })),
    memory: asksMemory
      ? {
          batch: memoryBatch,
          ours: await peakBytes(arena, options, 'ours', say),
          tfjs: peers ? await peakBytes(arena, options, 'tfjs', say) : null,
        }
      : null,
  };
}
