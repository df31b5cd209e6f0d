import { describe, expect, test } from 'vitest';
import { offer } from '../../../src/engine/offer.ts';
import { Race } from '../../../src/engine/race.ts';
import type { RaceEvent } from '../../../src/engine/raceEvent.ts';
import { methodInfo, methods } from '../../../src/methods/registry.ts';
import * as tf from '../../../src/ops/tf.ts';
import { makeRunConfig, type RunConfig } from '../../../src/protocol/runConfig.ts';
import { tinyLab } from '../../support/tinyLab.ts';

const entryOf = (id: string) => methods.find((method) => method.id === id)!;

function configFor(ids: readonly string[], changes: Partial<RunConfig> = {}): RunConfig {
  const base = makeRunConfig(methods.filter(({ id }) => ids.includes(id)).map(methodInfo), offer);
  return {
    ...base,
    steps: 6,
    batchSize: 8,
    sampling: 'random',
    optimizer: { ...base.optimizer, learningRate: 1e-3 },
    evaluation: { everySteps: 3, liveLimit: 8, finalLimit: 0 },
    ...changes,
  };
}

async function collect(config: RunConfig): Promise<RaceEvent[]> {
  const lab = tinyLab();
  const race = new Race(config, lab, entryOf);
  const events: RaceEvent[] = [];
  for await (const event of race.train()) events.push(event);
  race.dispose();
  lab.pretrained.dispose();
  return events;
}

const losses = (events: readonly RaceEvent[], id: string) =>
  events.flatMap((e) => (e.type === 'train.step' && e.methodId === id ? [e.loss] : []));

const logitsOf = (events: readonly RaceEvent[], id: string, scope: string, splitId: string) =>
  events.flatMap((e) =>
    e.type === 'evaluation' && e.methodId === id && e.scope === scope && e.splitId === splitId
      ? [e]
      : [],
  );

describe('a race', () => {
  test('is measured on the same images whatever its seed', async () => {
    const measured = async (seed: number) => {
      const events = await collect(configFor(['zs', 'ft'], { seed, steps: 1 }));
      const [first] = logitsOf(events, 'zs', 'live', 'id');
      if (first?.type !== 'evaluation') expect.unreachable();
      return first;
    };
    const [a, b] = [await measured(0), await measured(7)];
    expect(a.indices.length).toBe(8);
    expect(b.indices).toEqual(a.indices);
    expect(b.logits).toEqual(a.logits);
  });

  test('gives the same curves and logits for the same seed, others for another', async () => {
    const config = configFor(['ft', 'carot']);
    const [a, b, other] = [
      await collect(config),
      await collect(config),
      await collect({ ...config, seed: 1 }),
    ];
    for (const id of ['ft', 'carot']) {
      expect(losses(b, id)).toEqual(losses(a, id));
      expect(losses(other, id)).not.toEqual(losses(a, id));
      expect(logitsOf(b, id, 'full', 'id').at(-1)!.logits).toEqual(
        logitsOf(a, id, 'full', 'id').at(-1)!.logits,
      );
    }
  });

  test('a lane does not depend on who races beside it', async () => {
    const alone = await collect(configFor(['ft']));
    const together = await collect(configFor(['ft', 'flyp', 'carot']));
    expect(losses(together, 'ft')).toEqual(losses(alone, 'ft'));
  });

  test('parts sum to the loss; the KL starts at 0 and rises; the teacher forgets', async () => {
    const events = await collect(configFor(['carot', 'carot-neurips']));
    const steps = events.filter((e) => e.type === 'train.step');
    for (const { parts, loss } of steps) {
      const sum = Object.values(parts).reduce((total, part) => total + part, 0);
      expect(sum).toBeCloseTo(loss, 4);
    }
    const carot = steps.filter((e) => e.methodId === 'carot');
    expect(carot[0]!.parts.distillation).toBeCloseTo(0, 6);
    expect(carot[3]!.parts.distillation).toBeGreaterThan(1e-4);
    expect(carot.map((e) => e.diagnostics.teacherPretrainedWeight)).toEqual(
      carot.map((_, i) => expect.closeTo(0.99 ** (i + 1), 10)),
    );
  });

  test('evaluates the fixed subset live, everything at the end, and never the train split', async () => {
    const events = await collect(configFor(['zs', 'ft']));
    const live = logitsOf(events, 'ft', 'live', 'ood');
    expect(live.map((e) => e.step)).toEqual([0, 3, 6]);
    expect(live.map((e) => e.labels.length)).toEqual([8, 8, 8]);
    expect(live[1]!.indices).toEqual(live[0]!.indices);
    const [full] = logitsOf(events, 'ft', 'full', 'ood');
    expect(full!.labels.length).toBe(16);
    expect(full!.step).toBe(6);
    expect(logitsOf(events, 'zs', 'full', 'id').length).toBe(1);
    expect(events.some((e) => e.type === 'evaluation' && e.splitId === 'train')).toBe(false);
  });

  test('at step 0 every fine-tuning method is the zero-shot model', async () => {
    const events = await collect(configFor(['zs', 'ft', 'flyp', 'carot']));
    const [zs] = logitsOf(events, 'zs', 'live', 'id');
    for (const id of ['ft', 'flyp', 'carot']) {
      const [start] = logitsOf(events, id, 'live', 'id');
      start!.logits.forEach((value, i) => {
        expect(value).toBeCloseTo(zs!.logits[i]!, 3);
      });
    }
  });

  test('WiSE-FT is zero-shot at alpha 0 and the fine-tuned model at alpha 1', async () => {
    const ids = ['zs', 'ft', 'wise-ft'];
    const ends = await Promise.all(
      [0, 1].map((alpha) => collect(configFor(ids, { views: [{ methodId: 'wise-ft', alpha }] }))),
    );
    for (const [i, twin] of ['zs', 'ft'].entries()) {
      const view = logitsOf(ends[i]!, 'wise-ft', 'full', 'ood')[0]!;
      const same = logitsOf(ends[i]!, twin, 'full', 'ood')[0]!;
      expect(view.alpha).toBe(i);
      view.logits.forEach((value, k) => {
        expect(value).toBeCloseTo(same.logits[k]!, 3);
      });
    }
  });

  test('ends with an error where the loss cannot be true', async () => {
    const config = configFor(['ft']);
    const diverging = {
      ...config,
      optimizer: { ...config.optimizer, learningRate: 1e9, clipNorm: 0 },
    };
    await expect(collect(diverging)).rejects.toMatchObject({ code: 'bad-loss' });
  });

  test('keeps no tensor when it is disposed', async () => {
    const config = configFor(['ft', 'wise-ft', 'flyp', 'carot', 'carot-neurips']);
    await collect(config);
    const before = tf.memory().numTensors;
    await collect(config);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('an evaluation of a method that was not raced says so', async () => {
    const lab = tinyLab();
    const race = new Race(configFor(['ft']), lab, entryOf);
    await expect(race.evaluate('flyp', 'live').next()).rejects.toMatchObject({ code: 'not-raced' });
    race.dispose();
    lab.pretrained.dispose();
  });
});
