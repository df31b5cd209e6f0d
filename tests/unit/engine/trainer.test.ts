import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Trainer } from '../../../src/engine/trainer.ts';
import { methodInfo, methods } from '../../../src/methods/registry.ts';
import type { LabEvent, RunPhase } from '../../../src/protocol/events.ts';
import { makeRunConfig, type RunConfig } from '../../../src/protocol/runConfig.ts';
import { tinyLab } from '../../support/tinyLab.ts';

vi.mock('../../../src/engine/device.ts', () => ({
  startDevice: async () => ({
    info: { backend: 'cpu', adapter: 'test', isFallbackAdapter: false, threads: 1 },
    limits: { maxTensorBytes: 2 ** 30, maxTotalBytes: 2 ** 32 },
  }),
}));
// In Node a MessageChannel that feeds itself would starve timers and other ports.
vi.mock('../../../src/engine/breathe.ts', () => ({
  breathe: () => new Promise((resolve) => setImmediate(resolve)),
}));
vi.mock('../../../src/data/loadDataset.ts', () => ({
  loadDataset: async () => tinyLab().dataset,
}));
vi.mock('../../../src/engine/assets.ts', () => ({
  folderOf: () => '',
  loadModel: async () => ({
    id: 'tiny',
    label: 'Tiny CLIP',
    model: tinyLab().pretrained,
    tokenizer: {
      vocabSize: 40,
      bosTokenId: 38,
      eosTokenId: 39,
      encode: (text: string) => Int32Array.of(38, text.length, 39),
    },
    normalisation: { mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5], rescale: 1 / 255 },
  }),
}));

let trainer: Trainer;
let events: LabEvent[];
let channel: MessageChannel;

const phases = (): RunPhase[] =>
  events.flatMap((event) => (event.type === 'run.phase' ? [event.phase] : []));
const steps = () => events.filter((event) => event.type === 'train.step').length;
const until = (condition: () => boolean) =>
  vi.waitFor(() => expect(condition()).toBe(true), { timeout: 20_000, interval: 5 });

function config(ids: readonly string[], changes: Partial<RunConfig> = {}): RunConfig {
  const base = makeRunConfig(methods.filter(({ id }) => ids.includes(id)).map(methodInfo));
  const evaluation = { everySteps: 0, liveLimit: 8, finalLimit: 8 };
  return { ...base, steps: 200, batchSize: 4, evaluation, ...changes };
}

beforeEach(async () => {
  events = [];
  channel = new MessageChannel();
  channel.port1.onmessage = ({ data }) => events.push(data);
  trainer = new Trainer();
  trainer.connect(channel.port2);
  await trainer.init('cpu');
  await trainer.load('iconclip', 'iconshift', 'http://localhost/');
});

afterEach(async () => {
  await trainer.stop();
  channel.port1.close();
});

describe('Trainer', () => {
  test('pauses, does one step of every lane, resumes and stops', async () => {
    await trainer.start(config(['ft', 'flyp']));
    await until(() => steps() > 2);
    await trainer.pause();
    await until(() => phases().at(-1) === 'paused');
    await new Promise((resolve) => setTimeout(resolve, 100));
    const paused = steps();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(steps()).toBe(paused);
    await trainer.step();
    await until(() => steps() > paused);
    await new Promise((resolve) => setTimeout(resolve, 300));
    // To the end of the round: one or two steps, according to where the pause fell.
    expect(steps() - paused).toBeLessThanOrEqual(2);
    expect(steps() % 2).toBe(0);
    await trainer.resume();
    await until(() => steps() > paused + 6);
    await trainer.stop();
    await until(() => phases().at(-1) === 'stopped');
  });

  test('answers an evaluation while the race is paused', async () => {
    await trainer.start(config(['ft', 'wise-ft']));
    await until(() => steps() > 1);
    await trainer.pause();
    await trainer.evaluate('wise-ft', 'live', { alpha: 0.25 });
    await until(() => events.some((event) => event.type === 'evaluation.done'));
    const [evaluation] = events.filter((event) => event.type === 'evaluation');
    expect(evaluation).toMatchObject({ methodId: 'wise-ft', alpha: 0.25, scope: 'live' });
    expect(phases().at(-1)).toBe('paused');
  });

  test('a run that is paused and resumed has the curve of one that is not', async () => {
    const short = config(['carot'], { steps: 8 });
    const losses = () => events.flatMap((e) => (e.type === 'train.step' ? [e.loss] : []));
    await trainer.start(short);
    await until(() => phases().at(-1) === 'finished');
    const straight = losses();
    events.length = 0;
    await trainer.start(short);
    await until(() => steps() === 3);
    await trainer.pause();
    await trainer.step();
    await until(() => steps() >= 4);
    await trainer.evaluate('carot', 'live');
    await trainer.resume();
    await until(() => phases().at(-1) === 'finished');
    expect(losses()).toEqual(straight);
  });

  test('a failing run says so once, with its step, and the next run works', async () => {
    const good = config(['ft'], { steps: 2 });
    const bad = { ...good.optimizer, learningRate: 10, clipNorm: 0 };
    await trainer.start({ ...good, steps: 150, optimizer: { ...bad, beta1: 0, beta2: 0 } });
    await until(() => ['failed', 'finished'].includes(phases().at(-1) ?? ''));
    events.length = 0;
    await trainer.start(good);
    await until(() => phases().at(-1) === 'finished');
    expect(steps()).toBe(2);
  });

  test('refuses a batch that cannot be drawn or does not fit, before a run begins', async () => {
    await expect(trainer.start(config(['ft'], { batchSize: 4096 }))).rejects.toMatchObject({
      hint: expect.stringMatching(/\w/),
    });
    expect(steps()).toBe(0);
  });

  test('says what is missing when asked too early', async () => {
    const fresh = new Trainer();
    await expect(fresh.start(config(['ft']))).rejects.toMatchObject({ code: 'not-ready' });
    await expect(fresh.evaluate('ft', 'live')).rejects.toMatchObject({ code: 'not-ready' });
  });
});
