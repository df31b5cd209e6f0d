import { afterEach, expect, test } from 'vitest';
import { offer } from '../../../src/engine/offer.ts';
import { Race } from '../../../src/engine/race.ts';
import type { RaceEvent } from '../../../src/engine/raceEvent.ts';
import { isTrained, methodInfo, methods } from '../../../src/methods/registry.ts';
import { registerPreparation } from '../../../src/ops/prepareKernels.ts';
import * as tf from '../../../src/ops/tf.ts';
import type { WebgpuBackend } from '../../../src/ops/webgpu/backend.ts';
import { prepareWebgpu } from '../../../src/ops/webgpu/prepare.ts';
import { makeRunConfig, type RunConfig } from '../../../src/protocol/runConfig.ts';
import { useTile } from '../../support/smallTile.ts';
import { tinyLab } from '../../support/tinyLab.ts';

const deviceInUse = () => (tf.backend() as unknown as WebgpuBackend).device;

/** Hears of every kernel that is compiled at once, while everything waits for it. */
function hearCompilations(hear: (label: string) => void): void {
  const device = deviceInUse();
  device.createComputePipeline = (descriptor) => {
    hear(descriptor.label ?? '');
    return GPUDevice.prototype.createComputePipeline.call(device, descriptor);
  };
}

afterEach(() => {
  deviceInUse().createComputePipeline = GPUDevice.prototype.createComputePipeline;
});

const entryOf = (id: string) => methods.find((method) => method.id === id)!;

const configOf = (): RunConfig => {
  const base = makeRunConfig(methods.filter(isTrained).map(methodInfo), offer);
  return {
    ...base,
    steps: 2,
    batchSize: 8,
    sampling: 'random',
    evaluation: { everySteps: 1, liveLimit: 8, finalLimit: 4 },
  };
};

const collect = async (race: Race) => {
  const events: RaceEvent[] = [];
  for await (const event of race.train()) events.push(event);
  return events;
};

test('kernels are compiled before the first look and step, and change no number', async () => {
  useTile('small');
  const lab = { ...tinyLab(), stepsInFlight: 3 };
  const race = new Race(configOf(), lab, entryOf);
  const late: string[] = [];
  let prepared = false;
  hearCompilations((label) => {
    if (prepared) late.push(label);
  });
  const events: RaceEvent[] = [];
  for await (const event of race.train()) {
    if (event.type === 'run.status' && event.message === null) prepared = true;
    events.push(event);
  }
  const kinds = events.map(({ type }) => type);
  const [first] = events;
  expect(first).toMatchObject({ type: 'run.status', fraction: 0 });
  expect(kinds.lastIndexOf('run.status')).toBeLessThan(kinds.indexOf('evaluation'));
  const said = events.filter((event) => event.type === 'run.status');
  const fractions = said.slice(0, -1).map(({ fraction }) => fraction!);
  expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
  expect(said.at(-1)!.message).toBeNull();
  expect(late, 'kernels that were forgotten').toEqual([]);

  // The same race, all kernels there and nothing rehearsed.
  registerPreparation('webgpu', async function* none() {});
  const again = new Race(configOf(), lab, entryOf);
  const losses = (all: readonly RaceEvent[]) =>
    all.flatMap((event) => (event.type === 'train.step' ? [event.loss, event.gradNorm] : []));
  const second = await collect(again);
  expect(second.some(({ type }) => type === 'run.status')).toBe(false);
  expect(losses(second)).toEqual(losses(events));
  registerPreparation('webgpu', prepareWebgpu);
  for (const one of [race, again]) one.dispose();
  lab.pretrained.dispose();
});

test('a race that is stopped meanwhile goes at once, and the next begins as ever', async () => {
  useTile('portable');
  const lab = tinyLab();
  const before = tf.memory().numTensors;
  const race = new Race(configOf(), lab, entryOf);
  const events = race.train();
  const { value } = await events.next();
  expect(value).toMatchObject({ type: 'run.status' });
  await events.return(undefined);
  race.dispose();
  expect(tf.memory().numTensors).toBe(before);
  lab.pretrained.dispose();
});
