import { describe, expect, test } from 'vitest';
import { readLane } from '../../../src/engine/lane/laneFile.ts';
import { entryOf } from '../../../src/engine/offer.ts';
import { parseSafetensors, toFloat32, writeSafetensors } from '../../../src/io/safetensors.ts';
import * as tf from '../../../src/ops/tf.ts';
import type { RunWeights } from '../../../src/protocol/engineApi.ts';
import { collect, logitsOf, tinyConfig, tinyRace } from './tinyRace.ts';

const ids = ['zs', 'ft', 'wise-ft', 'flyp', 'carot', 'l2-sp'];
const config = tinyConfig(ids, { evaluation: { everySteps: 0, liveLimit: 8, finalLimit: 8 } });
/** A busy machine may take its time. */
const PATIENCE_MS = 30_000;

const read = (weights: RunWeights) =>
  new Map(Object.entries(weights).map(([id, bytes]) => [id, readLane(entryOf(id), bytes, 6)]));

async function trained() {
  const tiny = tinyRace(config);
  await collect(tiny.race.train());
  return { ...tiny, weights: await tiny.race.saveWeights() };
}

/** A kept file with one change to its tensors, by name. */
function altered(
  bytes: Uint8Array,
  change: (
    tensors: Map<string, { name: string; shape: readonly number[]; data: Float32Array }>,
  ) => void,
) {
  const { tensors, metadata } = parseSafetensors(bytes);
  const list = new Map(
    [...tensors].map(([name, entry]) => [
      name,
      { name, shape: entry.shape, data: toFloat32(entry) },
    ]),
  );
  change(list);
  return writeSafetensors(list.values(), metadata);
}

describe('a run that was kept', () => {
  test(
    'has the evaluations, batches and exports of the one that was run, bit for bit',
    async () => {
      const { race, dispose, weights } = await trained();
      const again = tinyRace(config, { kept: read(weights) });
      expect(again.race.step).toBe(6);
      expect(again.race.training).toBe(false);
      const shift = { shiftId: 'blur', severity: 2 };
      for (const id of ids) {
        for (const how of [{}, { alpha: 0.3 }, { shift }]) {
          const [before, after] = [
            await collect(race.evaluate(id, 'full', how)),
            await collect(again.race.evaluate(id, 'full', how)),
          ];
          expect(logitsOf(after)).toEqual(logitsOf(before));
          expect(after.at(-1)).toEqual(before.at(-1));
        }
        expect(await again.race.inspect(id, 4)).toEqual(await race.inspect(id, 4));
        const files = [await again.race.exportWeights(id), await race.exportWeights(id)] as const;
        expect(Buffer.compare(...files)).toBe(0);
      }
      expect(await again.race.saveWeights()).toEqual(weights);
      again.dispose();
      dispose();
    },
    PATIENCE_MS,
  );

  test('is F32, says its method and step, and has the method’s own variables', async () => {
    const { dispose, weights } = await trained();
    expect(Object.keys(weights).sort()).toEqual(['carot', 'flyp', 'ft', 'l2-sp']);
    const { tensors, metadata } = parseSafetensors(weights.carot!);
    expect(metadata.get('method')).toBe('carot');
    expect(metadata.get('step')).toBe('6');
    expect(new Set([...tensors.values()].map(({ dtype }) => dtype))).toEqual(new Set(['F32']));
    expect(tensors.has('model.logit_scale')).toBe(true);
    expect(tensors.has('state.teacher.logit_scale')).toBe(true);
    expect(parseSafetensors(weights.ft!).tensors.has('state.head.bias')).toBe(true);
    dispose();
  });

  test('is refused where it does not fit, and leaves no tensor behind', async () => {
    const { dispose, weights } = await trained();
    const before = tf.memory().numTensors;
    const open = (changes: Record<string, Uint8Array | undefined>) => () => {
      const all = { ...weights, ...changes };
      const there = Object.entries(all).filter(
        (e): e is [string, Uint8Array] => e[1] !== undefined,
      );
      const { lab } = tinyRace(tinyConfig(['zs']));
      try {
        tinyRace(config, { kept: read(Object.fromEntries(there)) }).dispose();
      } finally {
        lab.pretrained.dispose();
      }
    };
    const less = altered(weights.ft!, (tensors) => tensors.delete('model.logit_scale'));
    const more = altered(weights.ft!, (tensors) =>
      tensors.set('model.extra', { name: 'model.extra', shape: [1], data: new Float32Array(1) }),
    );
    const turned = altered(weights.ft!, (tensors) => {
      const name = 'state.head.weight';
      const { shape, data } = tensors.get(name)!;
      tensors.set(name, { name, shape: [...shape].reverse(), data });
    });
    const foreign = altered(weights.ft!, (tensors) =>
      tensors.set('other', { name: 'other', shape: [1], data: new Float32Array(1) }),
    );
    for (const [changes, code, words] of [
      [{ ft: undefined }, 'weights-missing', /FT/],
      [{ ft: weights.flyp }, 'weights-do-not-fit', /weights of "flyp"/],
      [{ ft: less }, 'weights-do-not-fit', /logit_scale is missing/],
      [{ ft: more }, 'weights-do-not-fit', /extra has no place/],
      [{ ft: turned }, 'weights-do-not-fit', /head\.weight is \[\d+, \d+\], this model has/],
      [{ ft: foreign }, 'weights-do-not-fit', /"other"/],
      [{ ft: weights.ft!.slice(0, 5000) }, 'weights-do-not-fit', /FT/],
      [{ ft: new Uint8Array() }, 'weights-do-not-fit', /empty/],
    ] as const) {
      expect(open(changes)).toThrow(
        expect.objectContaining({ code, message: expect.stringMatching(words) }),
      );
    }
    dispose();
    // The trained race, its model, and the pretrained models of eight refused races are accounted for.
    expect(tf.memory().numTensors).toBeLessThan(before);
  });
});
