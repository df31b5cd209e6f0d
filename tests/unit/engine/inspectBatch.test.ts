import { describe, expect, test } from 'vitest';
import { batchSource } from '../../../src/engine/batchSource.ts';
import { entryOf } from '../../../src/engine/offer.ts';
import * as tf from '../../../src/ops/tf.ts';
import type { BatchInspection } from '../../../src/protocol/engineApi.ts';
import { collect, tinyConfig, tinyRace } from './tinyRace.ts';

/** Next to none: what is looked at here is the batch. */
const evaluation = { everySteps: 0, liveLimit: 4, finalLimit: 4 };

/** A busy machine may take its time. */
const PATIENCE_MS = 30_000;

const target = (seen: BatchInspection, id: string) =>
  seen.targets.find((matrix) => matrix.id === id)?.values;

const rowSums = (values: Float32Array, size: number) =>
  Array.from({ length: size }, (_, i) =>
    values.subarray(i * size, (i + 1) * size).reduce((a, b) => a + b, 0),
  );

describe('one batch looked at', () => {
  test('shows the first pairs of distinct classes of the batch that comes next', async () => {
    const config = tinyConfig(['flyp']);
    const { race, lab, dispose } = tinyRace(config);
    const batch = batchSource(config, lab)(0);
    const seen = await race.inspect('flyp', 3);
    expect(seen).toMatchObject({ methodId: 'flyp', step: 0, size: 3 });
    expect(new Set(seen.labels).size).toBe(3);
    const first = [...batch.labels].filter((label, i, all) => all.indexOf(label) === i).slice(0, 3);
    expect([...seen.labels]).toEqual(first);
    seen.captions.forEach((caption, i) => {
      const row = [...batch.indices].indexOf(seen.indices[i]!);
      const name = lab.dataset.classNames[seen.labels[i]!]!;
      expect(caption).toBe(config.templates[batch.templateIndices[row]!]!.replace('{}', name));
    });
    dispose();
  });

  test('offers no more pairs than the batch has classes', async () => {
    const { race, dispose } = tinyRace(tinyConfig(['flyp']));
    const seen = await race.inspect('flyp', 16);
    expect(seen.size).toBeLessThanOrEqual(4);
    expect(seen.student.length).toBe(seen.size ** 2);
    dispose();
  });

  test(
    'rows sum to 1; smoothing and teacher are the method’s own',
    async () => {
      const { race, dispose } = tinyRace(
        tinyConfig(['zs', 'ft-ls', 'carot', 'flyp', 'wise-ft-ls'], { evaluation }),
      );
      await collect(race.train());
      for (const id of ['zs', 'ft-ls', 'carot', 'flyp', 'wise-ft-ls']) {
        const seen = await race.inspect(id, 4);
        for (const { values } of [{ values: seen.student }, ...seen.targets]) {
          for (const sum of rowSums(values, seen.size)) expect(sum).toBeCloseTo(1, 5);
        }
        const whose = { zs: 'flyp-ls', 'wise-ft-ls': 'ft-ls' }[id] ?? id;
        expect(seen.labelSmoothing).toBe(entryOf(whose).params.labelSmoothing?.default);
        const smooth = target(seen, 'label-smoothed')!;
        expect(smooth[1]).toBeCloseTo(seen.labelSmoothing / seen.size, 6);
        expect(smooth[0]).toBeCloseTo(1 - seen.labelSmoothing + seen.labelSmoothing / seen.size, 6);
        expect([...target(seen, 'one-hot')!].filter((value) => value === 1).length).toBe(seen.size);
        expect(target(seen, 'teacher') !== undefined).toBe(id === 'carot');
        expect(seen.step).toBe(id === 'zs' ? 0 : 6);
      }
      const carot = await race.inspect('carot', 4);
      expect(carot.teacherPretrainedWeight).toBeCloseTo(0.99 ** 6, 10);
      expect(target(carot, 'teacher')).not.toEqual(carot.student);
      dispose();
    },
    PATIENCE_MS,
  );

  test('before the first step student and teacher agree, and both are the pretrained model', async () => {
    const { race, dispose } = tinyRace(tinyConfig(['zs', 'carot']));
    const [zs, carot] = [await race.inspect('zs', 4), await race.inspect('carot', 4)];
    expect(carot.student).toEqual(zs.student);
    expect(target(carot, 'teacher')).toEqual(zs.student);
    expect(carot.teacherPretrainedWeight).toBe(1);
    dispose();
  });

  test('changes no curve and keeps no tensor', async () => {
    const losses = async (look: boolean) => {
      const { race, dispose } = tinyRace(tinyConfig(['carot', 'ft'], { evaluation }));
      const seen: number[] = [];
      for await (const event of race.train()) {
        if (event.type !== 'train.step') continue;
        seen.push(event.loss);
        if (look) await race.inspect(event.methodId, 4);
      }
      dispose();
      return seen;
    };
    const plain = await losses(false);
    const before = tf.memory().numTensors;
    expect(await losses(true)).toEqual(plain);
    expect(tf.memory().numTensors).toBe(before);
  });

  test.each([1, 17, 2.5, Number.NaN])('refuses %d pairs', async (size) => {
    const { race, dispose } = tinyRace(tinyConfig(['flyp']));
    await expect(race.inspect('flyp', size)).rejects.toMatchObject({ code: 'bad-size' });
    await expect(race.inspect('ft', 4)).rejects.toMatchObject({ code: 'not-raced' });
    dispose();
  });
});
