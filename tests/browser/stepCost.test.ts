import { expect, test } from 'vitest';
import { createLane, type TrainingLane } from '../../src/engine/lane/lane.ts';
import { trainStep } from '../../src/engine/lane/trainStep.ts';
import { promptBankFrom } from '../../src/engine/promptBank.ts';
import { startFrom } from '../../src/engine/raceStart.ts';
import { disposeBatch, type TrainBatch, uploadCaptions } from '../../src/engine/upload.ts';
import { carot } from '../../src/methods/carot.ts';
import { flyp } from '../../src/methods/flyp.ts';
import type { Method } from '../../src/methods/method.ts';
import { useFused } from '../../src/ops/kernels.ts';
import * as tf from '../../src/ops/tf.ts';
import { defaultRunConfig } from '../../src/protocol/runConfig.ts';
import { randomClip } from '../support/randomClip.ts';
import { sampled } from '../support/sampled.ts';
import { useTile } from '../support/smallTile.ts';

/** The blocks of the shipped model; what they hold does not change how many dispatches there are. */
const sizes = { width: 64, heads: 2, visionLayers: 4, textLayers: 2, imageSize: 16, patchSize: 8 };
const blocks = sizes.visionLayers + sizes.textLayers;
const classCount = 8;

function prompts() {
  const rows = Array.from({ length: classCount }, (_, k) => [38, k, k + 10, 39, 39]);
  return promptBankFrom(
    {
      tokens: Int32Array.from(rows.flat()),
      length: 5,
      eosPositions: Int32Array.from(rows, () => 3),
    },
    classCount,
    1,
  );
}

function laneOf(method: Method): { lane: TrainingLane; batch: TrainBatch; dispose(): void } {
  const pretrained = randomClip(sizes);
  const bank = prompts();
  const start = startFrom(pretrained, bank, 10);
  const lane = createLane(
    method,
    Object.fromEntries(Object.entries(method.params).map(([name, param]) => [name, param.default])),
    start,
    defaultRunConfig.optimizer,
  );
  const labels = Array.from({ length: classCount }, (_, i) => i);
  const batch: TrainBatch = {
    size: classCount,
    images: sampled([classCount, 16, 16, 3], 3),
    labels: tf.tensor1d(labels, 'int32'),
    captions: uploadCaptions(labels, bank),
  };
  const dispose = () => {
    lane.dispose();
    start.dispose();
    pretrained.dispose();
    disposeBatch(batch);
  };
  return { lane, batch, dispose };
}

async function step({ lane, batch }: ReturnType<typeof laneOf>): Promise<number> {
  const { packed } = await trainStep(lane, batch, { learningRate: 1e-3, clipNorm: 1 });
  const [loss] = await packed.data();
  packed.dispose();
  return loss!;
}

/** Dispatches while a job runs. */
async function dispatches(job: () => Promise<unknown>): Promise<number> {
  const { prototype } = GPUComputePassEncoder;
  const stock = prototype.dispatchWorkgroups;
  let count = 0;
  prototype.dispatchWorkgroups = function (...grid) {
    count += 1;
    return stock.apply(this, grid);
  };
  try {
    await job();
  } finally {
    prototype.dispatchWorkgroups = stock;
  }
  return count;
}

test.each([
  ['FLYP', flyp, 23 * blocks + 42],
  ['CaRot', carot, 30 * blocks + 60],
] as const)('%s: dispatches of a step, loss and memory', async (_, method, most) => {
  useTile('small');
  const own = laneOf(method);
  const losses = [await step(own), await step(own)];
  const before = tf.memory() as tf.MemoryInfo & { numBytesInGPU: number };
  const count = await dispatches(async () => losses.push(await step(own)));
  const after = tf.memory() as tf.MemoryInfo & { numBytesInGPU: number };
  expect(after.numTensors).toBe(before.numTensors);
  expect(after.numBytesInGPU).toBe(before.numBytesInGPU);
  own.dispose();

  const fused = useFused(false);
  const twin = laneOf(method);
  const wanted = [await step(twin), await step(twin), await step(twin)];
  twin.dispose();
  useFused(fused);
  losses.forEach((loss, i) => {
    expect(Math.abs(loss / wanted[i]! - 1), `step ${i + 1}`).toBeLessThan(1e-4);
  });
  console.info(`${method.label}: ${count} dispatches, at most ${most}`);
  expect(count).toBeLessThanOrEqual(most);
});
