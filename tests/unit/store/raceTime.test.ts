import { expect, test } from 'vitest';
import type { LabEvent } from '../../../src/protocol/events.ts';
import { createLabStore } from '../../../src/store/index.ts';
import type { LabStore } from '../../../src/store/labState.ts';
import { evaluationSteps, isEvaluating, raceTime } from '../../../src/store/run/raceTime.ts';
import { toRunConfig } from '../../../src/store/run/setupSlice.ts';
import { fakeDeps } from '../../gallery/fakeDeps.ts';
import { backend, catalogue } from '../../gallery/fixtures.ts';

const runId = 'run-1';
const methods = ['ft', 'flyp', 'carot'];
const stepMs = 100;
const liveMs = 500;
const fullMs = 2000;

/** A race with fixed costs, event by event, as the worker would stamp it. */
function* race(store: LabStore): Generator<LabEvent> {
  const { setup } = store.getState();
  const config = { ...toRunConfig(setup, catalogue, 0.5), steps: 40 };
  const everySteps = 10;
  let at = 1000;
  yield {
    type: 'run.started',
    runId,
    at,
    backend,
    config: { ...config, evaluation: { ...config.evaluation, everySteps } },
  };
  const evaluated = (methodId: string, step: number, scope: 'live' | 'full', ms: number) => {
    at += ms;
    return { type: 'evaluation.done', runId, at, methodId, step, scope } as const;
  };
  for (const { methodId } of config.lanes) yield evaluated(methodId, 0, 'live', liveMs);
  for (let step = 1; step <= 40; step += 1) {
    for (const methodId of methods) {
      at += stepMs;
      yield {
        type: 'train.step',
        runId,
        at,
        methodId,
        step,
        loss: 1,
        parts: {},
        diagnostics: {},
        learningRate: 1e-3,
        gradNorm: 1,
        logitScale: 14,
        stepMs: stepMs - 20,
      };
    }
    if (step % everySteps === 0) {
      for (const methodId of methods) yield evaluated(methodId, step, 'live', liveMs);
    }
  }
  yield { type: 'run.phase', runId, at, phase: 'evaluating' };
  for (const { methodId } of [...config.lanes, ...config.views]) {
    yield evaluated(methodId, 40, 'full', fullMs);
  }
  yield { type: 'run.phase', runId, at, phase: 'finished' };
}

async function raced(onEvent: (store: LabStore, event: LabEvent) => void) {
  const store = createLabStore(fakeDeps());
  await store.getState().boot();
  for (const event of race(store)) {
    store.getState().applyEvents([event]);
    onEvent(store, event);
  }
  return store;
}

test('the time left falls by what has passed, through evaluations too', async () => {
  const seen: { at: number; left: number; step: number; phase: string }[] = [];
  await raced((store, event) => {
    if (!('at' in event)) return;
    const state = store.getState();
    const { leftMs } = raceTime(state, event.at);
    if (leftMs === null) return;
    const step = Math.min(...Object.values(state.run!.lanes).map((lane) => lane.step));
    seen.push({ at: event.at, left: leftMs, step, phase: state.run!.phase });
  });
  const training = seen.filter(({ step, phase }) => step >= 3 && phase === 'running');
  expect(training.length).toBeGreaterThan(100);
  for (const [i, now] of training.slice(1).entries()) {
    const before = training[i]!;
    expect(before.left - now.left).toBeCloseTo(now.at - before.at, 3);
  }
});

test('the last evaluation is reserved: the line is not full when training ends', async () => {
  let atTheEnd = 0;
  const fractions: number[] = [];
  const store = await raced((now, event) => {
    const { run } = now.getState();
    if (!('at' in event) || !run) return;
    const { fraction } = raceTime(now.getState(), event.at);
    fractions.push(fraction);
    if (event.type === 'run.phase' && event.phase === 'evaluating') atTheEnd = fraction;
  });
  expect(atTheEnd).toBeGreaterThan(0.5);
  expect(atTheEnd).toBeLessThan(0.85);
  expect(Math.max(...fractions)).toBe(1);
  expect(raceTime(store.getState(), 0)).toEqual({ leftMs: null, fraction: 1 });
});

test('says when the race looks rather than trains', async () => {
  const looking: string[] = [];
  await raced((store, event) => {
    const { run } = store.getState();
    if (event.type === 'train.step' && isEvaluating(store.getState())) {
      looking.push(`${event.methodId} ${event.step} ${run?.phase}`);
    }
  });
  expect(looking).toEqual([10, 20, 30, 40].map((step) => `carot ${step} running`));
});

test('a pause costs nothing, and no time is left over while it lasts', async () => {
  const store = createLabStore(fakeDeps());
  await store.getState().boot();
  for (const event of race(store)) {
    store.getState().applyEvents([event]);
    if (event.type === 'train.step' && event.step === 5 && event.methodId === 'carot') break;
  }
  const { at } = { at: store.getState().pace.lastAt! };
  const before = raceTime(store.getState(), at).leftMs;
  const phase = (name: 'paused' | 'running', when: number): LabEvent[] => [
    { type: 'run.phase', runId, at: when, phase: name },
  ];
  store.getState().applyEvents(phase('paused', at));
  expect(raceTime(store.getState(), at + 60_000).leftMs).toBeNull();
  store.getState().applyEvents(phase('running', at + 60_000));
  expect(raceTime(store.getState(), at + 60_000).leftMs).toBeCloseTo(before!, 6);
});

test('evaluations are due every so many steps and after the last', () => {
  const evaluation = { everySteps: 19, liveLimit: 200, finalLimit: 0 };
  expect(evaluationSteps({ steps: 50, evaluation })).toEqual([0, 19, 38, 50]);
  expect(evaluationSteps({ steps: 38, evaluation })).toEqual([0, 19, 38]);
  expect(evaluationSteps({ steps: 38, evaluation: { ...evaluation, everySteps: 0 } })).toEqual([]);
});
