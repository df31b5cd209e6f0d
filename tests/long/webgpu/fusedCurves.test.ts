import { describe, expect, test } from 'vitest';
import { offer } from '../../../src/engine/offer.ts';
import { Race } from '../../../src/engine/race.ts';
import { isTrained, methodInfo, methods } from '../../../src/methods/registry.ts';
import { useFused as switchKernels } from '../../../src/ops/kernels.ts';
import * as tf from '../../../src/ops/tf.ts';
import { makeRunConfig } from '../../../src/protocol/runConfig.ts';
import { useTile as cutProducts } from '../../support/smallTile.ts';
import { tinyLab } from '../../support/tinyLab.ts';

const trained = methods.filter(isTrained);
const entryOf = (id: string) => methods.find((method) => method.id === id)!;

/** Losses and gradient norms of a race of one method on the tiny CLIP. */
async function curve(methodId: string, steps: number, fused: boolean): Promise<number[]> {
  cutProducts('small');
  const before = switchKernels(fused);
  const base = makeRunConfig([methodInfo(entryOf(methodId))], offer);
  const config = {
    ...base,
    steps,
    batchSize: 8,
    sampling: 'random' as const,
    optimizer: { ...base.optimizer, learningRate: 1e-3 },
    evaluation: { everySteps: 0, liveLimit: 4, finalLimit: 4 },
  };
  const lab = { ...tinyLab(), stepsInFlight: 3 };
  const race = new Race(config, lab, entryOf);
  const numbers: number[] = [];
  for await (const event of race.train()) {
    if (event.type === 'train.step') numbers.push(event.loss, event.gradNorm);
  }
  race.dispose();
  lab.pretrained.dispose();
  switchKernels(before);
  return numbers;
}

describe('fifty steps of the tiny CLIP on WebGPU', () => {
  test.each(trained.map(({ id }) => id))(
    '%s: kernels as stock operations, twice alike',
    { timeout: 3_600_000 },
    async (id) => {
      const steps = 50;
      const [first, again] = [await curve(id, steps, true), await curve(id, steps, true)];
      expect(first).toHaveLength(2 * steps);
      expect(again).toEqual(first);
      const stock = await curve(id, steps, false);
      const apart = first.flatMap((value, i) => {
        const allowed = 1e-3 * Math.max(1, Math.abs(stock[i]!));
        return i % 2 === 1 || Math.abs(value - stock[i]!) <= allowed
          ? []
          : [{ step: i / 2 + 1, fused: value, stock: stock[i] }];
      });
      expect(apart).toEqual([]);
    },
  );
});

test('two thousand steps grow neither tensors nor memory', { timeout: 3_600_000 }, async () => {
  const sizes: { tensors: number; bytes: number }[] = [];
  const run = async (steps: number) => {
    await curve('carot', steps, true);
    const { numTensors, ...memory } = tf.memory();
    const bytes = (memory as { numBytesInGPU?: number }).numBytesInGPU ?? 0;
    sizes.push({ tensors: numTensors, bytes });
  };
  await run(20);
  await run(1000);
  await run(1000);
  expect(sizes[2]).toEqual(sizes[1]);
  expect(sizes[1]!.tensors).toBe(sizes[0]!.tensors);
});
