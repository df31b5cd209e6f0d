import { expect, test } from 'vitest';
import { measureMachine } from '../../../src/engine/measure/measureMachine.ts';
import { offer } from '../../../src/engine/offer.ts';
import { implementationOf } from '../../../src/ops/kernels.ts';
import * as tf from '../../../src/ops/tf.ts';
import { defaultAssets } from '../../../src/protocol/assets.ts';
import type { BackendInfo, StatusEvent } from '../../../src/protocol/events.ts';
import { tinyLab } from '../../support/tinyLab.ts';

const backend: BackendInfo = {
  ...{ backend: 'cpu', adapter: 'none', isFallbackAdapter: false, threads: 1 },
};

test('measures steps with both kinds of kernels, an evaluation and a product, and leaves nothing', async () => {
  const lab = tinyLab();
  const plan = { methodIds: ['flyp', 'carot'], batchSize: 4, rounds: 2, images: 12, side: 8 };
  const [before, kind] = [tf.memory().numTensors, implementationOf('adamW')];
  const said: StatusEvent[] = [];
  const found = await measureMachine(plan, lab, defaultAssets(offer), backend, (event) =>
    said.push(event),
  );
  expect(found).toMatchObject({ plan, backend, evaluation: { images: 12 } });
  expect(found.steps.map(({ methodId, isFused, ms }) => [methodId, isFused, ms.length])).toEqual([
    ['flyp', true, 2],
    ['carot', true, 2],
    ['flyp', false, 2],
    ['carot', false, 2],
  ]);
  for (const { ms, jsMs } of found.steps) {
    ms.forEach((one, i) => {
      expect(jsMs[i]).toBeGreaterThan(0);
      expect(one).toBeGreaterThanOrEqual(jsMs[i]!);
    });
  }
  expect(found.evaluation.ms).toBeGreaterThan(0);
  expect(found.gflops).toBeGreaterThan(0);
  const fractions = said.map(({ fraction }) => fraction!);
  expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
  expect(fractions.at(-1)).toBeLessThan(1);
  expect(tf.memory().numTensors).toBe(before);
  expect(implementationOf('adamW')).toBe(kind);
  lab.pretrained.dispose();
});
