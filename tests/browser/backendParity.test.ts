import { beforeAll, describe, expect, test } from 'vitest';
import { offer } from '../../src/engine/offer.ts';
import { Race } from '../../src/engine/race.ts';
import type { RaceEvent } from '../../src/engine/raceEvent.ts';
import { isTrained, methodInfo, methods } from '../../src/methods/registry.ts';
import * as tf from '../../src/ops/tf.ts';
import { setupWasm } from '../../src/ops/wasm/setupWasm.ts';
import { makeRunConfig, type RunConfig } from '../../src/protocol/runConfig.ts';
import { tinyLab } from '../support/tinyLab.ts';

const trained = methods.filter(isTrained);

/** Twice as many as are in flight, so that every place of the ring is used again. */
const steps = 6;

const configOf = (): RunConfig => {
  const base = makeRunConfig(trained.map(methodInfo), offer);
  return {
    ...base,
    steps,
    batchSize: 8,
    sampling: 'random',
    optimizer: { ...base.optimizer, learningRate: 1e-3 },
    evaluation: { everySteps: 0, liveLimit: 8, finalLimit: 4 },
  };
};

const entryOf = (id: string) => methods.find((method) => method.id === id)!;

async function run(backend: 'webgpu' | 'wasm') {
  await tf.setBackend(backend);
  await tf.ready();
  // As on a graphics device: the next steps are begun before the last are read.
  const lab = { ...tinyLab(), stepsInFlight: backend === 'webgpu' ? 3 : 0 };
  const race = new Race(configOf(), lab, entryOf);
  const events: RaceEvent[] = [];
  for await (const event of race.train()) events.push(event);
  race.dispose();
  lab.pretrained.dispose();
  return events;
}

const curve = (events: readonly RaceEvent[], methodId: string) =>
  events.flatMap((e) => (e.type === 'train.step' && e.methodId === methodId ? [e.loss] : []));

describe('every method trains the tiny CLIP on WebGPU as on WASM', () => {
  let wasm: RaceEvent[];
  let webgpu: RaceEvent[];

  beforeAll(async () => {
    await setupWasm();
    wasm = await run('wasm');
    webgpu = await run('webgpu');
  }, 600_000);

  test.each(trained.map((method) => [method.id] as const))(`%s, ${steps} steps`, (id) => {
    const [a, b] = [curve(wasm, id), curve(webgpu, id)];
    expect(a.length).toBe(steps);
    expect(b.length).toBe(steps);
    const apart = b.flatMap((loss, i) => {
      const allowed = 1e-3 * Math.max(1, Math.abs(a[i]!));
      return Math.abs(loss - a[i]!) <= allowed ? [] : [{ step: i + 1, wasm: a[i], webgpu: loss }];
    });
    expect(apart).toEqual([]);
    // The curve moves: equal constants would prove nothing.
    expect(Math.abs(a[steps - 1]! - a[0]!)).toBeGreaterThan(1e-2);
  });
});
