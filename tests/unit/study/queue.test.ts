import { describe, expect, test } from 'vitest';
import { methodInfo, methods } from '../../../src/methods/registry.ts';
import type { UnfinishedRun } from '../../../src/protocol/engineApi.ts';
import type { LabEvent, LoadedInfo } from '../../../src/protocol/events.ts';
import { LabError } from '../../../src/protocol/labError.ts';
import { makeRunConfig, type RunConfig } from '../../../src/protocol/runConfig.ts';
import { createStatsKeeper } from '../../../src/results/statsKeeper.ts';
import type { CellResult } from '../../../src/study/cellResult.ts';
import type { StudyDesign } from '../../../src/study/design.ts';
import { measureThere } from '../../../src/study/measurer.ts';
import { createStudyQueue } from '../../../src/study/queue.ts';
import type { CellShelf, StudyEngine } from '../../../src/study/queueState.ts';
import { twoOfEach } from '../../support/twoOfEach.ts';

const catalogue = { ...twoOfEach, methods: methods.map(methodInfo) };
const rows = catalogue.methods.filter(({ id }) => id === 'zs' || id === 'ft');
const { seed: _, ...config } = makeRunConfig(rows, catalogue);
const design: StudyDesign = {
  version: 1,
  name: 'test',
  config: { ...config, steps: 2 },
  seeds: [0, 1, 2],
  axes: [],
};
const loaded = {
  dataset: {
    id: config.datasetId,
    version: '1',
    classNames: ['a', 'b'],
    splits: [
      { id: 'val', label: '', role: 'val', count: 4 },
      { id: 'id', label: '', role: 'id', count: 4 },
      { id: 'ood', label: '', role: 'ood', count: 4 },
    ],
  },
  model: { id: config.modelId, digest: 'd', version: '1' },
} as unknown as LoadedInfo;

/** A machine that trains in no time, with what a test wants to go wrong. */
function fakeEngine() {
  const listeners = new Set<(event: LabEvent) => void>();
  const tell = (event: object) => {
    for (const listener of listeners) listener({ at: 0, ...event } as LabEvent);
  };
  const log: string[] = [];
  let unfinished: UnfinishedRun | null = null;
  const faults = { loseAtStep: 0, stopAtStep: 0 };
  const go = (config: RunConfig, runId: string, from: number) => {
    for (let step = from + 1; step <= config.steps; step++) {
      tell({ type: 'train.step', runId, methodId: 'ft', step });
      if (faults.loseAtStep === step) {
        faults.loseAtStep = 0;
        unfinished = { runId, step, config } as unknown as UnfinishedRun;
        tell({ type: 'engine.failed', code: 'worker-failed', message: 'gone', hint: '' });
        return;
      }
      if (faults.stopAtStep === step) return;
    }
    for (const methodId of ['zs', 'ft']) {
      const stamp = { runId, methodId, step: config.steps, scope: 'full' };
      for (const splitId of ['val', 'id', 'ood']) {
        tell({
          ...{ type: 'evaluation', ...stamp, splitId, classCount: 2, evalMs: 1 },
          logits: new Float32Array([2, 0, 0, 2, 1, 0, config.seed, 3]),
          labels: new Int32Array([0, 1, 1, 0]),
          indices: new Int32Array([0, 1, 2, 3]),
        });
      }
      tell({ type: 'evaluation.done', ...stamp });
    }
    tell({ type: 'run.phase', runId, phase: 'finished' });
  };
  const engine: StudyEngine = {
    catalogue: async () => catalogue,
    init: async () => ({ backend: 'wasm', adapter: '', isFallbackAdapter: false, threads: 1 }),
    load: async () => {
      log.push('load');
      return loaded;
    },
    start: async (config) => {
      const runId = `run-${config.seed}`;
      log.push(`start ${config.seed}`);
      setTimeout(() => {
        tell({ type: 'run.started', runId, config });
        go(config, runId, 0);
      });
      return runId;
    },
    unfinished: async () => unfinished,
    resumeRun: async (runId) => {
      const { step, config } = unfinished!;
      log.push(`resume ${config.seed} from ${step}`);
      setTimeout(() => {
        tell({ type: 'run.resumed', runId, config, step });
        go(config, runId, step);
      });
    },
    dropCheckpoint: async (runId) => {
      log.push(`drop ${runId}`);
      unfinished = null;
    },
    pause: async () => void log.push('pause'),
    resume: async () => void log.push('resume'),
    restart: () => void log.push('restart'),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const leave = (run: UnfinishedRun) => {
    unfinished = run;
  };
  return { engine, log, faults, leave, tell };
}

function memoryShelf(): CellShelf & { readonly held: Map<string, CellResult> } {
  const held = new Map<string, CellResult>();
  return {
    held,
    read: async (key) => held.get(key) ?? null,
    write: async (key, result) => void held.set(key, result),
  };
}

const about = { lab: '1', browser: 'test' };
const queueOf = (engine: StudyEngine, shelf: CellShelf) => {
  let at = 0;
  return createStudyQueue({
    ...{ engine, shelf, about, measurer: measureThere(createStatsKeeper()) },
    choice: 'wasm',
    now: () => (at += 10),
  });
};

describe('a study on the page', () => {
  test('runs its races one after another and keeps each', async () => {
    const { engine, log } = fakeEngine();
    const shelf = memoryShelf();
    const queue = queueOf(engine, shelf);
    await queue.open(design);
    expect(queue.getState()).toMatchObject({ phase: 'idle', done: {} });
    const seen: number[] = [];
    queue.subscribe(() => seen.push(queue.getState().worked));
    await queue.run();
    const { phase, done, worked, total } = queue.getState();
    expect([phase, Object.keys(done)]).toEqual(['done', ['seed-0', 'seed-1', 'seed-2']]);
    expect(worked).toBe(total);
    expect(total).toBeGreaterThan(0);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(shelf.held.size).toBe(3);
    expect(log.filter((line) => line.startsWith('start'))).toEqual([
      'start 0',
      'start 1',
      'start 2',
    ]);
    expect(done['seed-1']!.differences).toHaveLength(1);
    expect(done['seed-1']!.results.map(({ methodId }) => methodId)).toEqual(['zs', 'ft']);
  });

  test('what is done is not run again', async () => {
    const shelf = memoryShelf();
    await (async () => {
      const queue = queueOf(fakeEngine().engine, shelf);
      await queue.open({ ...design, seeds: [0, 1] });
      await queue.run();
    })();
    const { engine, log } = fakeEngine();
    const queue = queueOf(engine, shelf);
    await queue.open(design);
    expect(Object.keys(queue.getState().done)).toEqual(['seed-0', 'seed-1']);
    await queue.run();
    expect(log.filter((line) => line.startsWith('start'))).toEqual(['start 2']);
    const again = queueOf(engine, shelf);
    await again.open(design);
    expect(again.getState().phase).toBe('done');
  });

  test('on other data of the same name it is', async () => {
    const shelf = memoryShelf();
    const first = queueOf(fakeEngine().engine, shelf);
    await first.open({ ...design, seeds: [0] });
    await first.run();
    for (const [key, held] of shelf.held) {
      shelf.held.set(key, { ...held, dataset: { ...held.dataset, version: '0' } });
    }
    const { engine, log } = fakeEngine();
    const queue = queueOf(engine, shelf);
    await queue.open({ ...design, seeds: [0, 1] });
    await queue.run();
    expect(log.filter((line) => line.startsWith('start'))).toEqual(['start 0', 'start 1']);
  });

  test('a lost engine is replaced, and the race goes on from where it was saved', async () => {
    const { engine, log, faults } = fakeEngine();
    faults.loseAtStep = 1;
    const queue = queueOf(engine, memoryShelf());
    await queue.open({ ...design, seeds: [0] });
    await queue.run();
    expect(queue.getState().phase).toBe('done');
    expect(log).toEqual(['load', 'start 0', 'restart', 'load', 'resume 0 from 1', 'drop run-0']);
  });

  test('after a reload the race of this study goes on, another one stays', async () => {
    const { engine, log, leave } = fakeEngine();
    const half = { runId: 'old', step: 1, config: { ...design.config, seed: 0 } };
    leave(half as unknown as UnfinishedRun);
    const queue = queueOf(engine, memoryShelf());
    await queue.open({ ...design, seeds: [0] });
    await queue.run();
    expect(log).toContain('resume 0 from 1');

    const other = fakeEngine();
    other.leave({ ...half, config: { ...half.config, steps: 9 } } as unknown as UnfinishedRun);
    const second = queueOf(other.engine, memoryShelf());
    await second.open({ ...design, seeds: [0] });
    await second.run();
    expect(other.log).toContain('start 0');
  });

  test('pauses the race under way, and refuses another design meanwhile', async () => {
    const { engine, log, faults } = fakeEngine();
    faults.stopAtStep = 1;
    const queue = queueOf(engine, memoryShelf());
    await queue.open({ ...design, seeds: [0] });
    void queue.run();
    await expect.poll(() => queue.getState().doing).toMatchObject({ kind: 'step', step: 1 });
    await expect(queue.open(design)).rejects.toThrow(LabError);
    await queue.pause();
    expect(queue.getState().phase).toBe('paused');
    await queue.run();
    expect(queue.getState().phase).toBe('running');
    expect(log.slice(-2)).toEqual(['pause', 'resume']);
  });

  test('what cannot be kept is said, and is there all the same', async () => {
    const { engine, log } = fakeEngine();
    const full: CellShelf = {
      read: async () => null,
      write: async () => {
        throw new LabError('storage-full', 'It could not be kept.', 'Download it.');
      },
    };
    const queue = queueOf(engine, full);
    await queue.open({ ...design, seeds: [0, 1] });
    await queue.run();
    expect(queue.getState()).toMatchObject({ phase: 'failed', error: { code: 'storage-full' } });
    expect(Object.keys(queue.getState().done)).toEqual(['seed-0']);
    await queue.run();
    expect(log.filter((line) => line.startsWith('start'))).toEqual(['start 0', 'start 1']);
    expect(Object.keys(queue.getState().done)).toEqual(['seed-0', 'seed-1']);
  });

  test('a worker is given one backend, and another design goes on with it', async () => {
    const { engine } = fakeEngine();
    let inits = 0;
    const counted: StudyEngine = {
      ...engine,
      init: async (choice) => {
        inits += 1;
        return engine.init(choice);
      },
      load: async () => ({ ...loaded, model: { ...loaded.model, id: 'other' } }),
    };
    const queue = queueOf(counted, memoryShelf());
    await queue.open({ ...design, seeds: [0] });
    await queue.run();
    await queue.open({ ...design, seeds: [1] });
    await queue.run();
    expect(queue.getState().phase).toBe('done');
    expect(inits).toBe(1);
  });

  test('a race that was paused does not go on by itself when its engine is lost', async () => {
    const { engine, log, faults, tell } = fakeEngine();
    faults.stopAtStep = 1;
    const queue = queueOf(engine, memoryShelf());
    await queue.open({ ...design, seeds: [0] });
    const running = queue.run();
    await expect.poll(() => queue.getState().doing).toMatchObject({ kind: 'step' });
    await queue.pause();
    tell({ type: 'engine.failed', code: 'device-lost', message: 'gone', hint: '' });
    await running;
    expect(queue.getState()).toMatchObject({ phase: 'failed', backend: null });
    expect(log.filter((line) => line.startsWith('start'))).toEqual(['start 0']);
  });

  test('a race that fails stops the study with its reason; what was done stays', async () => {
    const { engine } = fakeEngine();
    const shelf = memoryShelf();
    const failing: StudyEngine = {
      ...engine,
      start: async (config) => {
        if (config.seed === 1) throw new LabError('bad-loss', 'The loss was 0.', 'Lower it.');
        return engine.start(config);
      },
    };
    const queue = queueOf(failing, shelf);
    await queue.open(design);
    await queue.run();
    expect(queue.getState()).toMatchObject({
      phase: 'failed',
      error: { code: 'bad-loss', hint: 'Lower it.' },
    });
    expect(Object.keys(queue.getState().done)).toEqual(['seed-0']);
  });
});
