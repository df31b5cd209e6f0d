import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { offer } from '../../../src/engine/offer.ts';
import { Trainer } from '../../../src/engine/trainer.ts';
import { methodInfo, methods } from '../../../src/methods/registry.ts';
import type { LabEvent, RunPhase } from '../../../src/protocol/events.ts';
import { makeRunConfig, type RunConfig } from '../../../src/protocol/runConfig.ts';
import { changedWeights, withUnusedBuffers } from '../../support/changedWeights.ts';
import { tinyLab, tinyTokenizer } from '../../support/tinyLab.ts';

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
  loadDataset: async () => ({ ...tinyLab().dataset, id: 'iconshift' }),
}));
vi.mock('../../../src/engine/assets.ts', () => ({
  folderOf: () => '',
  loadModel: async () => ({
    id: 'iconclip',
    label: 'Tiny CLIP',
    print: { version: '1', digest: 'd1' },
    model: tinyLab().pretrained,
    tokenizer: tinyTokenizer,
    normalisation: { mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5], rescale: 1 / 255 },
    notes: [],
  }),
}));

let trainer: Trainer;
let events: LabEvent[];
let channel: MessageChannel;

const phases = (): RunPhase[] =>
  events.flatMap((event) => (event.type === 'run.phase' ? [event.phase] : []));
const steps = () => events.filter((event) => event.type === 'train.step').length;
const until = (condition: () => boolean) =>
  vi.waitFor(() => expect(condition()).toBe(true), { timeout: 60_000, interval: 5 });

function config(ids: readonly string[], changes: Partial<RunConfig> = {}): RunConfig {
  const base = makeRunConfig(methods.filter(({ id }) => ids.includes(id)).map(methodInfo), offer);
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
  test('of two starts at once the second takes the place of the first, which ends in order', async () => {
    const [first, second] = await Promise.all([
      trainer.start(config(['ft'])),
      trainer.start(config(['ft'], { seed: 1, steps: 2 })),
    ]);
    await until(() => phases().at(-1) === 'finished');
    const ends = events.flatMap((event) =>
      event.type === 'run.phase' && ['stopped', 'finished', 'failed'].includes(event.phase)
        ? [[event.runId, event.phase]]
        : [],
    );
    expect(ends).toEqual([
      [first, 'stopped'],
      [second, 'finished'],
    ]);
    expect(events.some(({ type }) => type === 'run.failed')).toBe(false);
  });

  test('a load while a race is under way ends the race in order', async () => {
    await trainer.start(config(['ft']));
    await until(() => steps() > 0);
    await trainer.load('iconclip', 'iconshift', 'http://localhost/');
    await until(() => phases().at(-1) === 'stopped');
    expect(events.some(({ type }) => type === 'run.failed')).toBe(false);
  });

  test('a config for a model or data that are not loaded is refused', async () => {
    await expect(trainer.start({ ...config(['ft']), datasetId: 'other' })).rejects.toThrow(
      /dataset/,
    );
  });

  test('pauses, does one step of every lane, resumes and stops', async () => {
    await trainer.start(config(['ft', 'flyp']));
    await until(() => steps() > 2);
    await trainer.pause();
    await until(() => phases().at(-1) === 'paused');
    // The round under way is finished first; an evaluation waits for the step that is.
    await until(() => steps() % 2 === 0);
    await trainer.evaluate('ft', 'live');
    await until(() => steps() % 2 === 0);
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

  test('begun for one step, it takes one of every lane, and no more', async () => {
    await trainer.start(config(['ft', 'flyp']), true);
    await until(() => phases().at(-1) === 'paused');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(steps()).toBe(2);
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
    for (const [sampling, problem] of [
      ['random', /4096 images/],
      ['distinct', /at most \d+ images, one a class/],
    ] as const) {
      const tooLarge = config(['ft'], { batchSize: 4096, sampling });
      await expect(trainer.start(tooLarge)).rejects.toThrow(problem);
    }
    expect(steps()).toBe(0);
  });

  test('every event of a run says when it happened, in order', async () => {
    await trainer.start(config(['ft'], { steps: 3 }));
    await until(() => phases().at(-1) === 'finished');
    const times = events.flatMap((event) => ('at' in event ? [event.at] : []));
    expect(times.length).toBe(events.filter((event) => 'runId' in event).length);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(Math.abs(times[0]! - Date.now())).toBeLessThan(60_000);
  });

  test('a lane joins a paused race; step, pause and stop answer while it catches up', async () => {
    await trainer.start(config(['flyp']));
    await until(() => steps() > 3);
    await trainer.pause();
    // The step under way ends, and its event arrives.
    await trainer.saveWeights();
    await new Promise((resolve) => setTimeout(resolve, 50));
    const done = steps();
    await trainer.addLane({ methodId: 'ft', params: { labelSmoothing: 0 } });
    await until(() => events.some((event) => event.type === 'run.config'));
    const [changed] = events.filter((event) => event.type === 'run.config');
    expect(changed?.config.lanes.map(({ methodId }) => methodId)).toEqual(['flyp', 'ft']);
    expect(changed?.config.views).toEqual([{ methodId: 'wise-ft', alpha: 0.5 }]);
    const own = () => events.filter((e) => e.type === 'train.step' && e.methodId === 'ft').length;
    expect(own()).toBe(0);
    await trainer.step();
    await until(() => phases().at(-1) === 'paused' && own() === 1);
    expect(steps()).toBe(done + 1);
    await trainer.resume();
    await until(() => own() > done + 2);
    await trainer.stop();
    await until(() => phases().at(-1) === 'stopped');
    const last = (id: string) =>
      events.flatMap((e) => (e.type === 'train.step' && e.methodId === id ? [e.step] : [])).at(-1);
    expect(Math.abs(last('ft')! - last('flyp')!)).toBeLessThanOrEqual(1);
  });

  test('a lane is refused before a race, when it cannot be, and when the race is over', async () => {
    const lane = { methodId: 'ft', params: { labelSmoothing: 0 } };
    await expect(trainer.addLane(lane)).rejects.toMatchObject({ code: 'not-ready' });
    await trainer.start(config(['flyp']));
    const zs = { methodId: 'zs', params: {} };
    await expect(trainer.addLane(zs)).rejects.toMatchObject({ code: 'not-raceable' });
    await trainer.stop();
    await expect(trainer.addLane(lane)).rejects.toMatchObject({ code: 'race-over' });
    await trainer.preview(config(['zs']));
    await expect(trainer.addLane(lane)).rejects.toMatchObject({ code: 'race-over' });
    expect(events.some((event) => event.type === 'run.config')).toBe(false);
  });

  test('a kept run comes back stopped, and answers as it did', async () => {
    const kept = config(['zs', 'ft', 'carot'], { steps: 3 });
    await trainer.start(kept);
    await until(() => phases().at(-1) === 'finished');
    const weights = await trainer.saveWeights();
    expect(Object.keys(weights)).toEqual(['ft', 'carot']);
    const before = await trainer.inspectBatch('carot', 4);
    const file = await trainer.exportWeights('ft');
    await trainer.start(config(['flyp'], { steps: 2 }));
    await until(() => phases().filter((phase) => phase === 'finished').length === 2);
    events.length = 0;
    const runId = await trainer.restoreRun(kept, 3, weights);
    await until(() => phases().at(-1) === 'stopped');
    expect(events[0]).toMatchObject({ type: 'run.started', runId, config: kept });
    expect(phases()).toEqual(['stopped']);
    expect(await trainer.inspectBatch('carot', 4)).toEqual(before);
    expect(await trainer.exportWeights('ft')).toEqual(file);
    await trainer.pause();
    await trainer.resume();
    expect(phases()).toEqual(['stopped']);
  });

  test('weights that do not fit leave the run as it is', async () => {
    await trainer.start(config(['ft'], { steps: 2 }));
    await until(() => phases().at(-1) === 'finished');
    const weights = await trainer.saveWeights();
    events.length = 0;
    const wrong = trainer.restoreRun(config(['ft', 'flyp'], { steps: 2 }), 2, weights);
    await expect(wrong).rejects.toMatchObject({ code: 'weights-missing' });
    const pickle = Uint8Array.of(0x80, 2, ...new Uint8Array(40));
    await expect(trainer.importWeights('model.bin', pickle)).rejects.toMatchObject({
      code: 'wrong-format',
      message: expect.stringMatching(/^model\.bin: .*pickle/),
    });
    const empty = changedWeights(await trainer.exportWeights('ft'), (data) => data.fill(0));
    await expect(trainer.importWeights('zeros.safetensors', empty)).rejects.toMatchObject({
      code: 'non-finite-logits',
      message: expect.stringMatching(/^zeros\.safetensors answers its first image with NaN/),
    });
    expect(await trainer.saveWeights()).toEqual(weights);
    expect(events).toEqual([]);
  });

  test('a file becomes a run of its own, stopped and evaluated on every set', async () => {
    await trainer.start(config(['ft'], { steps: 2 }));
    await until(() => phases().at(-1) === 'finished');
    const file = withUnusedBuffers(await trainer.exportWeights('ft'));
    events.length = 0;
    const runId = await trainer.importWeights('tuned.safetensors', file);
    await until(() => events.at(-1)?.type === 'evaluation.done');
    expect(events.map(({ type }) => type)).toEqual([
      'notes',
      'run.started',
      'run.phase',
      'evaluation',
      'evaluation',
      'evaluation',
      'evaluation.done',
    ]);
    expect(events[0]).toMatchObject({
      notes: [
        'tuned.safetensors: 2 tensors have no place in this model and were left out: text_model.attn_mask (F32); text_model.embeddings.position_ids (I32).',
      ],
    });
    expect(events[1]).toMatchObject({
      runId,
      config: { lanes: [{ methodId: 'imported', params: {} }], views: [] },
    });
    await expect(trainer.start(config(['imported']))).rejects.toThrow();
  });

  test('an evaluation asked of a run that is gone is dropped, without a word', async () => {
    const gone = await trainer.start(config(['ft'], { steps: 2 }));
    await until(() => phases().at(-1) === 'finished');
    const runId = await trainer.importWeights('one.safetensors', await trainer.exportWeights('ft'));
    await until(() => events.at(-1)?.type === 'evaluation.done');
    events.length = 0;
    await trainer.evaluate('wise-ft', 'live', { alpha: 0.5, runId: gone });
    expect(events).toEqual([]);
    await trainer.evaluate('imported', 'live', { runId });
    await until(() => events.at(-1)?.type === 'evaluation.done');
  });

  test('says what is missing when asked too early', async () => {
    const fresh = new Trainer();
    await expect(fresh.start(config(['ft']))).rejects.toMatchObject({ code: 'not-ready' });
    await expect(fresh.evaluate('ft', 'live')).rejects.toMatchObject({ code: 'not-ready' });
  });
});
