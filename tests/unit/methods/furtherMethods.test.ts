import { describe, expect, test } from 'vitest';
import type { Race } from '../../../src/engine/race.ts';
import type { RaceEvent } from '../../../src/engine/raceEvent.ts';
import { parseSafetensors, toFloat32 } from '../../../src/io/safetensors.ts';
import type { RunConfig } from '../../../src/protocol/runConfig.ts';
import { collect, storyOf, tinyConfig, tinyRace } from '../engine/tinyRace.ts';

const quiet = { everySteps: 0, liveLimit: 4, finalLimit: 4 };

type Params = Record<string, number | string>;

/** A short race of one method with some of its parameters changed. */
function configOf(id: string, params: Params = {}, changes: Partial<RunConfig> = {}): RunConfig {
  const config = tinyConfig([id], { steps: 4, evaluation: quiet, ...changes });
  const lanes = config.lanes.map((lane) => ({ ...lane, params: { ...lane.params, ...params } }));
  return { ...config, lanes };
}

async function upTo(race: Race, step: number): Promise<RaceEvent[]> {
  const events: RaceEvent[] = [];
  for await (const event of race.train()) {
    events.push(event);
    if (event.type === 'round.end' && event.step === step) break;
  }
  return events;
}

/** Events of a race, and its weights by name as it stood after so many steps. */
async function run(config: RunConfig, until = config.steps) {
  const { race, dispose } = tinyRace(config);
  const events = until === config.steps ? await collect(race.train()) : await upTo(race, until);
  const id = config.lanes[0]!.methodId;
  const { tensors } = parseSafetensors((await race.saveWeights())[id]!);
  dispose();
  const weights = new Map([...tensors].map(([name, entry]) => [name, [...toFloat32(entry)]]));
  return { events, weights, story: storyOf(events, id) };
}

const steps = (events: readonly RaceEvent[]) =>
  events.flatMap((event) => (event.type === 'train.step' ? [event] : []));
const losses = (events: readonly RaceEvent[]) => steps(events).map(({ loss }) => loss);

describe('linear probing', () => {
  test('leaves every weight of the model as it was, bit for bit, and moves the head', async () => {
    const [before, after] = [await run(configOf('lp'), 1), await run(configOf('lp'))];
    const pretrained = (await run(configOf('lp', {}, { steps: 1, optimizer: still }))).weights;
    for (const [name, values] of after.weights) {
      if (name.startsWith('model.')) expect(values, name).toEqual(pretrained.get(name));
      else expect(values, name).not.toEqual(before.weights.get(name));
    }
    expect([...after.weights.keys()].filter((name) => name.startsWith('state.'))).toHaveLength(2);
  });

  test('in LP-FT ends where LP does, head and all, and fine-tuning goes on from there', async () => {
    const alone = await run(configOf('lp', {}, { steps: 3 }));
    const first = await run(configOf('lp-ft', {}, { steps: 6 }), 3);
    expect(losses(first.events)).toEqual(losses(alone.events));
    expect(first.weights).toEqual(alone.weights);
    const both = await run(configOf('lp-ft', {}, { steps: 6 }));
    const rates = steps(both.events).map(({ learningRate }) => learningRate);
    // Each phase has a warm-up of one step here, then its cosine; 1e-3 is the race's rate.
    expect(rates[0]).toBeCloseTo(10e-3, 9);
    expect(rates[3]).toBeCloseTo(0.5e-3, 9);
    const name = 'model.visual_projection.weight';
    expect(both.weights.get(name)).not.toEqual(alone.weights.get(name));
  });

  test('LP-FT that probes for no step is FT, and one that only probes is LP', async () => {
    const ft = await run(configOf('ft'));
    const none = await run(configOf('lp-ft', { probeShare: 0, tuneRate: 1 }));
    expect(none.weights).toEqual(ft.weights);
    const lp = await run(configOf('lp'));
    expect((await run(configOf('lp-ft', { probeShare: 1 }))).weights).toEqual(lp.weights);
  });
});

const still = { ...tinyConfig(['lp']).optimizer, learningRate: 1e-30, weightDecay: 0 };

describe('a weight of 0, or nothing to mix, leaves the method that is extended', () => {
  test.each([
    ['car-ft', { contextWeight: 0 }, 'ft'],
    ['lipsum-ft', { textWeight: 0 }, 'ft'],
    ['mixup', { mixAlpha: 0 }, 'ft'],
    ['focal', { gamma: 0 }, 'ft'],
    ['static-sd', { distillWeight: 0 }, 'flyp'],
    ['flyp-mp', { samePairs: 'diag' }, 'flyp'],
  ] as const)('%s %o is %s', async (id, params, base) => {
    const [own, other] = [await run(configOf(id, params)), await run(configOf(base))];
    expect(losses(own.events)).toEqual(losses(other.events));
    expect(own.weights).toEqual(other.weights);
  });
});

describe('what a further term adds', () => {
  test('multi-positive FLYP is FLYP where no class comes twice, and else is not', async () => {
    const distinct = { sampling: 'distinct', batchSize: 4 } as const;
    const [own, flyp] = [
      await run(configOf('flyp-mp', {}, distinct)),
      await run(configOf('flyp', {}, distinct)),
    ];
    expect(losses(own.events)).toEqual(losses(flyp.events));
    const [twice, diag] = [await run(configOf('flyp-mp')), await run(configOf('flyp'))];
    expect(losses(twice.events)[0]).not.toBeCloseTo(losses(diag.events)[0]!, 2);
  });

  test('static self-distillation begins at 0, without a gradient, and its teacher stays', async () => {
    const [own, flyp] = [await run(configOf('static-sd')), await run(configOf('flyp'))];
    const [first, second] = steps(own.events);
    const plain = steps(flyp.events)[0]!;
    expect(first!.parts.distillation).toBe(0);
    expect(first!.loss).toBe(plain.loss);
    expect(first!.gradNorm).toBe(plain.gradNorm);
    expect(second!.parts.distillation).toBeGreaterThan(0);
    expect(steps(own.events).map(({ diagnostics }) => diagnostics)).toEqual(
      new Array(4).fill({ teacherPretrainedWeight: 1 }),
    );
    // Its teacher is the pretrained model, which is kept elsewhere.
    expect([...own.weights.keys()].filter((name) => name.startsWith('state.'))).toEqual([]);
  });

  test.each([
    ['car-ft', 'context'],
    ['lipsum-ft', 'randomTexts'],
  ])('%s has a term of 0 before anything has moved, then a larger one', async (id, part) => {
    const found = steps((await run(configOf(id))).events).map(({ parts }) => parts[part]);
    expect(found[0]).toBe(0);
    for (const value of found.slice(1)) expect(value).toBeGreaterThan(0);
  });

  test('CAR-FT with one template is FT', async () => {
    const templates = { templates: ['{}'] };
    const [own, ft] = [
      await run(configOf('car-ft', {}, templates)),
      await run(configOf('ft', {}, templates)),
    ];
    expect(steps(own.events).map(({ parts }) => parts.context)).toEqual([0, 0, 0, 0]);
    expect(losses(own.events)).toEqual(losses(ft.events));
  });

  test.each(['mixup', 'lipsum-ft'])('%s draws otherwise under another seed', async (id) => {
    const [one, same, other] = [
      await run(configOf(id)),
      await run(configOf(id)),
      await run(configOf(id, {}, { seed: 5 })),
    ];
    expect(one.story).toEqual(same.story);
    expect(losses(other.events)).not.toEqual(losses(one.events));
  });
});

test('all of them, from a checkpoint, go on as if nothing had happened', async () => {
  const ids = ['lp', 'lp-ft', 'car-ft', 'lipsum-ft', 'static-sd', 'flyp-mp', 'mixup', 'focal'];
  const config = tinyConfig(ids, { evaluation: quiet });
  const whole = tinyRace(config);
  const expected = await collect(whole.race.train());
  const wanted = await whole.race.saveWeights();
  whole.dispose();
  // At 3 LP-FT changes its phase; at 2 and 4 it is within one.
  for (const step of [2, 3, 4]) {
    const first = tinyRace(config);
    const before = await upTo(first.race, step);
    const checkpoint = await first.race.saveCheckpoint();
    first.dispose();
    const second = tinyRace(config, { checkpoint });
    const after = await collect(second.race.train());
    const got = await second.race.saveWeights();
    second.dispose();
    for (const id of ids) {
      expect(storyOf([...before, ...after], id), `${id} at ${step}`).toEqual(storyOf(expected, id));
      expect(Buffer.compare(got[id]!, wanted[id]!), `${id} at ${step}`).toBe(0);
    }
  }
}, 60_000);
