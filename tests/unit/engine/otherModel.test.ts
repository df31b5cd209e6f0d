import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { offer } from '../../../src/engine/offer.ts';
import { Trainer } from '../../../src/engine/trainer.ts';
import { methodInfo, methods } from '../../../src/methods/registry.ts';
import type { LabEvent } from '../../../src/protocol/events.ts';
import { makeRunConfig } from '../../../src/protocol/runConfig.ts';
import { toyDataset, toyModel, toyServer } from '../../support/toyAssets.ts';

vi.mock('../../../src/data/registry.ts', async () => ({
  datasets: [(await import('../../support/toyAssets.ts')).toyDataset],
}));
vi.mock('../../../src/model/registry.ts', async () => ({
  models: [(await import('../../support/toyAssets.ts')).toyModel],
}));
vi.mock('../../../src/engine/device.ts', () => ({
  startDevice: async () => ({
    info: {
      backend: 'cpu',
      adapter: 'test',
      isFallbackAdapter: false,
      tile: 'its own',
      threads: 1,
    },
    takeTile: () => true,
    limits: { maxTensorBytes: 2 ** 30, maxTotalBytes: 2 ** 32 },
    stepsInFlight: 1,
  }),
}));
// In Node a MessageChannel that feeds itself would starve timers and other ports.
vi.mock('../../../src/engine/breathe.ts', () => ({
  breathe: () => new Promise((resolve) => setImmediate(resolve)),
}));

let trainer: Trainer;
let events: LabEvent[];
let channel: MessageChannel;

const phases = () => events.flatMap((e) => (e.type === 'run.phase' ? [e.phase] : []));
const until = (isSo: () => boolean) =>
  vi.waitFor(() => expect(isSo()).toBe(true), { timeout: 20_000, interval: 5 });
/** The lab is deployed anew, and loads what is there. */
const deploy = async (version: string, seed: number) => {
  vi.stubGlobal('fetch', toyServer({ version, seed }));
  return trainer.load(toyModel.id, toyDataset.id, 'http://localhost/');
};

const config = {
  ...makeRunConfig(methods.filter(({ id }) => id === 'ft').map(methodInfo), offer),
  steps: 6,
  batchSize: 3,
  evaluation: { everySteps: 0, liveLimit: 3, finalLimit: 3 },
};

beforeEach(async () => {
  events = [];
  channel = new MessageChannel();
  channel.port1.onmessage = ({ data }) => events.push(data);
  trainer = new Trainer();
  trainer.connect(channel.port2);
  await trainer.init('cpu');
});
afterEach(async () => {
  await trainer.stop();
  channel.port1.close();
  vi.unstubAllGlobals();
});

test('a race that was interrupted goes on from the model that it began from, and from no other', async () => {
  const { model } = await deploy('1', 7);
  const runId = await trainer.start(config);
  await trainer.pause();
  await until(() => events.some(({ type }) => type === 'run.checkpoint'));
  expect(await trainer.unfinished(runId)).toMatchObject({
    backend: 'cpu',
    tile: 'its own',
    model: { version: '1', digest: model.digest },
  });
  expect((await deploy('1', 8)).model.digest).not.toBe(model.digest);
  await expect(trainer.resumeRun(runId, true)).rejects.toMatchObject({
    code: 'other-model',
    message: expect.stringContaining(
      'began from Toy CLIP 1, but other files of that version are loaded',
    ),
  });
  await deploy('2', 8);
  await expect(trainer.resumeRun(runId, true)).rejects.toThrow(
    'began from Toy CLIP 1, but version 2 is loaded',
  );
  expect((await deploy('1', 7)).model).toEqual(model);
  await trainer.resumeRun(runId, true);
  await until(() => phases().at(-1) === 'finished');
});

test('so does a kept run; one that does not say which model it was is taken as it is', async () => {
  const { model } = await deploy('1', 7);
  await trainer.start(config);
  await until(() => phases().at(-1) === 'finished');
  const weights = await trainer.saveWeights();
  await deploy('2', 8);
  const print = { version: model.version, digest: model.digest };
  await expect(trainer.restoreRun(config, 6, weights, print)).rejects.toMatchObject({
    code: 'other-model',
  });
  expect(await trainer.restoreRun(config, 6, weights)).toMatch(/toy-colours/);
  await deploy('1', 7);
  expect(await trainer.restoreRun(config, 6, weights, print)).toMatch(/toy-colours/);
});
