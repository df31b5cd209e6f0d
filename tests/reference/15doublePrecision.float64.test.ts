import { describe, expect, test } from 'vitest';
import { createLane } from '../../src/engine/lane/lane.ts';
import { laneRate } from '../../src/engine/lane/phases.ts';
import { numbersOf, trainStep } from '../../src/engine/lane/trainStep.ts';
import { startFrom } from '../../src/engine/raceStart.ts';
import { disposeBatch } from '../../src/engine/upload.ts';
import { isTrained, methods } from '../../src/methods/registry.ts';
import * as tf from '../../src/ops/tf.ts';
import { defaultParams } from '../../src/protocol/runConfig.ts';
import { expectClose } from '../support/expectClose.ts';
import { expectReferenceRun } from '../support/referenceRun.ts';
import { shippedTinyClip, tinyClips, tinyModelOf } from '../support/tinyClip.ts';
import { tinyTraining } from '../support/tinyTraining.ts';
import vector from './fiftySteps.json' with { type: 'json' };

/** The engine's own code without the rounding of float32: what differs from PyTorch is no rounding then. */

test('numbers keep 64 bits', async () => {
  const third = tf.tensor1d([1 / 3]);
  expect([...(await tf.exp(third).data())]).toEqual([Math.exp(1 / 3)]);
});

describe.each(tinyClips)('%s', (_, tiny) => {
  test.each(tiny.runs.cases.map((c) => [c.id, c] as const))(
    'every step of %s is the reference in double precision',
    (_, run) => expectReferenceRun(tiny, run, { loss: 1e-7, params: 1e-6, logits: 1e-6 }),
  );
});

describe('fifty steps, as PyTorch takes them in double precision', () => {
  const { runs, batches, optimizer } = vector;
  const { clipNorm } = optimizer;
  const { prompts, batchOf, logitsOf } = tinyTraining(shippedTinyClip);
  // One that is younger than the file is in it when tools/pytorch/fifty_steps.py has run again.
  const trained = methods
    .filter(isTrained)
    .filter(({ id }) => runs.some((run) => run.method === id));

  test('are of the methods of the lab', () =>
    expect(runs.map(({ method }) => method)).toEqual(trained.map(({ id }) => id)));

  test.each(trained.map((method) => [method.id, method] as const))('%s', async (id, method) => {
    const totalSteps = batches.length;
    const pretrained = tinyModelOf(shippedTinyClip);
    const start = startFrom(pretrained, prompts, totalSteps);
    const lane = createLane(method, defaultParams(method.params), start, optimizer);
    const losses: number[] = [];
    for (const rows of batches) {
      const learningRate = laneRate(lane, optimizer);
      const batch = batchOf(rows);
      const { packed, ...rest } = await trainStep(lane, batch, { learningRate, clipNorm });
      losses.push(numbersOf(rest, await packed.data()).loss);
      packed.dispose();
      disposeBatch(batch);
    }
    const wanted = runs.find((run) => run.method === id)!;
    expectClose(losses, wanted.losses, { rtol: 1e-9, atol: 1e-9 }, 'losses');
    expectClose(
      await logitsOf(lane, start),
      wanted.logits.flat(),
      { rtol: 0, atol: 1e-9 },
      'logits',
    );
    lane.dispose();
    start.dispose();
    pretrained.dispose();
  });
});
