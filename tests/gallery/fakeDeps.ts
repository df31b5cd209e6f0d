import type { EvaluationEvent } from '../../src/protocol/events.ts';
import { LabError } from '../../src/protocol/labError.ts';
import type { EnginePort, LabDeps, StatsPort } from '../../src/store/ports.ts';
import { backend, catalogue, fakeResult, loaded } from './fixtures.ts';

const done = async () => {};

/** An engine that answers at once and does nothing; parts of it can be replaced. */
export function fakeEngine(replaced: Partial<EnginePort> = {}): EnginePort {
  return {
    catalogue: async () => catalogue,
    init: async () => backend,
    load: async () => loaded,
    start: async () => 'run-1',
    pause: done,
    resume: done,
    step: done,
    stop: done,
    evaluate: done,
    restart: () => {},
    ...replaced,
  };
}

/** Statistics made up from the key alone; no logits are needed. */
export function fakeStats(totalSteps = 152): StatsPort {
  return {
    putSplit: async (_key: string, _evaluation: EvaluationEvent) => {},
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
    drop: done,
  };
}

export function fakeDeps(engine: Partial<EnginePort> = {}): LabDeps {
  return {
    engine: fakeEngine(engine),
    stats: fakeStats(),
    now: () => performance.now(),
    newSeed: () => 7,
  };
}
