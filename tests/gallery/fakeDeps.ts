import { createRunArchive } from '../../src/client/runArchive.ts';
import { surface } from '../../src/client/surface.ts';
import { epochNow } from '../../src/protocol/clock.ts';
import { LabError } from '../../src/protocol/labError.ts';
import type { EnginePort, ImagesPort, LabDeps, StatsPort } from '../../src/store/kit/ports.ts';
import { fakeSmooth } from './fakeSmooth.ts';
import { backend, catalogue, fakeDifference, fakeResult, loaded } from './fixtures.ts';

const notThere = () => new LabError('not-there', 'Nothing is there.', 'Run it.');
const done = async () => {};

/** Methods that have an answer to give. */
type Answers<Api extends object> = {
  [Name in keyof Api as Api[Name] extends (...args: never[]) => Promise<void> | void
    ? never
    : Name]: Api[Name];
};

const answers: Answers<EnginePort> = {
  catalogue: async () => catalogue,
  init: async () => backend,
  load: async () => loaded,
  start: async () => 'run-1',
  unfinished: async () => null,
  inspectBatch: () => Promise.reject(notThere()),
  saveWeights: async () => ({}),
  restoreRun: async () => 'run-2',
  exportWeights: async () => new Uint8Array(),
  importWeights: async () => 'run-3',
};

/** An engine that answers at once and does nothing; parts of it can be replaced. */
export const fakeEngine = (replaced: Partial<EnginePort> = {}): EnginePort =>
  surface<EnginePort, keyof typeof answers>({ ...answers, ...replaced }, done);

/** Statistics made up from the key alone; no logits are needed. */
export function fakeStats(totalSteps = 152): StatsPort {
  const stats: StatsPort = {
    put: done,
    result: async (key, { binCount, temperature }) => {
      const [, methodId, step, scope, alpha] = key.split('/');
      if (!methodId) throw new LabError('no-evaluation', 'Nothing is kept there.', 'Run it.');
      return fakeResult({
        methodId,
        step: Number(step),
        progress: Number(step) / totalSteps,
        scope: scope === 'full' ? 'full' : 'live',
        alpha: alpha === 'own' ? undefined : Number(alpha),
        temperature: typeof temperature === 'number' ? temperature : 0,
        binCount,
      });
    },
    difference: async () => fakeDifference,
    calibrators: async () => [],
    batches: async () => [],
    posthoc: async (_key, id) => ({ id, fittedOn: 0, atBound: false, sets: [] }),
    group: async (key, { splitIds, temperature, binCount, binning, draws }) => {
      const { splits } = await stats.result(key, { binCount, binning, draws, temperature });
      const { scaled } = splits.find(({ splitId }) => splitIds.includes(splitId)) ?? splits[0]!;
      return { summary: scaled, smooth: fakeSmooth(scaled, draws) };
    },
    drop: done,
  };
  return stats;
}

/** Every picture in a grey of its own. */
const fakeImages: ImagesPort = {
  pixels: async (_path, _splitId, indices) => {
    const side = 8;
    const rgba = new Uint8ClampedArray(indices.length * side * side * 4).fill(255);
    indices.forEach((index, i) => {
      for (let p = 0; p < side * side; p++) {
        rgba.fill((index * 37) % 256, 4 * (i * side * side + p), 4 * (i * side * side + p) + 3);
      }
    });
    return { side, rgba };
  },
};

export function fakeDeps(engine: Partial<EnginePort> = {}): LabDeps {
  return {
    engine: fakeEngine(engine),
    stats: fakeStats(),
    images: fakeImages,
    archive: createRunArchive(() => Promise.reject(new Error('No storage here.'))),
    recordings: () => Promise.reject(new Error('No recordings here.')),
    now: epochNow,
    newSeed: () => 7,
  };
}
