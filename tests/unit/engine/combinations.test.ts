import { describe, expect, test } from 'vitest';
import { readLane } from '../../../src/engine/lane/laneFile.ts';
import { meanOfProbabilities } from '../../../src/engine/meanOfProbabilities.ts';
import { checkConfig, entryOf, offer } from '../../../src/engine/offer.ts';
import type { RaceEvent } from '../../../src/engine/raceEvent.ts';
import { withLane } from '../../../src/engine/withLane.ts';
import { parseSafetensors, toFloat32 } from '../../../src/io/safetensors.ts';
import { argmax } from '../../../src/math/argmax.ts';
import { meanOfWeights } from '../../../src/model/wiseFt.ts';
import * as tf from '../../../src/ops/tf.ts';
import { expectClose } from '../../support/expectClose.ts';
import { collect, tinyConfig, tinyRace } from './tinyRace.ts';

const combinations = ['ensemble', 'uniform-soup', 'greedy-soup'];
const ids = ['zs', 'ft', 'ft-ls', 'mixup', ...combinations];
const config = tinyConfig(ids);

type Evaluated = Extract<RaceEvent, { type: 'evaluation' }>;

const evaluations = (events: readonly RaceEvent[], id: string, scope = 'full') =>
  events.flatMap((event) =>
    event.type === 'evaluation' && event.methodId === id && event.scope === scope ? [event] : [],
  );

function probabilities({ logits, classCount }: Pick<Evaluated, 'logits' | 'classCount'>) {
  return Array.from({ length: logits.length / classCount }, (_, i) => {
    const row = Array.from(logits.subarray(i * classCount, (i + 1) * classCount));
    const top = Math.max(...row);
    const sum = row.reduce((all, z) => all + Math.exp(z - top), 0);
    return row.map((z) => Math.exp(z - top) / sum);
  }).flat();
}

const hits = ({ logits, labels, classCount }: Evaluated) =>
  labels.filter((label, i) => argmax(logits, i * classCount, classCount) === label).length;

describe('what is made of the lanes of a race', () => {
  test('is looked at when all is trained, and is what it says', async () => {
    const before = tf.memory().numTensors;
    const { race, dispose } = tinyRace(config);
    const events = await collect(race.train());
    const first = events.findIndex(
      (event) => event.type === 'evaluation' && combinations.includes(event.methodId),
    );
    expect(events.slice(first).some(({ type }) => type === 'train.step')).toBe(false);
    for (const id of combinations) {
      const own = evaluations(events, id);
      expect(own.map(({ splitId }) => splitId)).toEqual(['val', 'id', 'ood']);
      expect(own.map(({ step }) => step)).toEqual([6, 6, 6]);
    }
    const [zs, ft] = ['zs', 'ft'].map((id) => evaluations(events, id).map(probabilities));
    evaluations(events, 'ensemble').forEach((mean, s) => {
      const wanted = zs![s]!.map((p, i) => (p + ft![s]![i]!) / 2);
      expectClose(probabilities(mean), wanted, { rtol: 0, atol: 1e-6 }, 'ensemble');
    });
    const best = Math.max(
      ...['ft', 'ft-ls', 'mixup'].map((id) => hits(evaluations(events, id)[0]!)),
    );
    expect(hits(evaluations(events, 'greedy-soup')[0]!)).toBeGreaterThanOrEqual(best);
    const weightsOf = async (id: string) => parseSafetensors(await race.exportWeights(id)).tensors;
    const lanes = await Promise.all(['ft', 'ft-ls', 'mixup'].map(weightsOf));
    for (const [name, entry] of await weightsOf('uniform-soup')) {
      const [a, b, c] = lanes.map((lane) => toFloat32(lane.get(name)!));
      const mean = Array.from(a!, (x, i) => (x + b![i]! + c![i]!) / 3);
      expectClose([...toFloat32(entry)], mean, { rtol: 1e-6, atol: 1e-6 }, name);
    }
    await expect(race.exportWeights('ensemble')).rejects.toMatchObject({ code: 'no-weights' });
    dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test('is the same from kept weights, bit for bit', async () => {
    const tiny = tinyRace(config);
    await collect(tiny.race.train());
    const weights = await tiny.race.saveWeights();
    expect(Object.keys(weights).sort()).toEqual(['ft', 'ft-ls', 'mixup']);
    const kept = new Map(
      Object.entries(weights).map(([id, bytes]) => [id, readLane(entryOf(id), bytes, 6)]),
    );
    const again = tinyRace(config, { kept });
    for (const id of combinations) {
      const how = { shift: { shiftId: 'blur', severity: 2 } };
      const [one, other] = [
        await collect(tiny.race.evaluate(id, 'full', how)),
        await collect(again.race.evaluate(id, 'full', how)),
      ];
      const logits = (events: readonly RaceEvent[]) =>
        evaluations(events, id).map((event) => [event.splitId, event.logits]);
      expect(logits(one)).toHaveLength(1);
      expect(logits(other)).toEqual(logits(one));
    }
    again.dispose();
    tiny.dispose();
  });

  test('needs the lanes that it is made of, and joins no race under way', () => {
    expect(() => checkConfig(config)).not.toThrow();
    expect(() => checkConfig(tinyConfig(['zs', 'flyp', 'ensemble']))).toThrow(
      'ZS + FT ensemble is made of trained lanes: race FT too.',
    );
    expect(() => checkConfig(tinyConfig(['zs', 'ft', 'greedy-soup']))).toThrow(
      /Greedy soup is made of trained lanes: race 2 of FT, FT\+LS, .*Focal loss too\./,
    );
    const lane = { methodId: 'uniform-soup', params: {} };
    expect(() => withLane(tinyConfig(['ft', 'ft-ls']), lane, offer)).toThrow('is not trained');
  });
});

test('a soup of equal models is the model, exactly', async () => {
  const weights = new Map([['w', tf.tensor1d([0.1, -3.3, 1e-20, 7e8])]]);
  const mean = meanOfWeights([weights, weights, weights]).get('w')!;
  expect([...(await mean.data())]).toEqual([...(await weights.get('w')!.data())]);
  expect(() => meanOfWeights([weights, new Map()])).toThrow('no weight w');
});

test('the mean of probabilities, also where classes are left out or one model is very sure', () => {
  const out = Number.NEGATIVE_INFINITY;
  const mean = meanOfProbabilities(
    Float32Array.of(0, out, 0, 300, 0, 0),
    Float32Array.of(1, out, 1 + Math.log(3), 0, 0, -300),
    3,
  );
  expect(mean[1]).toBe(out);
  const found = probabilities({ logits: mean, classCount: 3 });
  expectClose(found, [0.375, 0, 0.625, 0.75, 0.25, 0], { rtol: 0, atol: 1e-6 }, 'mean');
});
