import { expect, test } from 'vitest';
import { createLane, type TrainingLane } from '../../../src/engine/lane/lane.ts';
import { trainStep } from '../../../src/engine/lane/trainStep.ts';
import { promptBankFrom } from '../../../src/engine/promptBank.ts';
import { startFrom } from '../../../src/engine/raceStart.ts';
import { disposeBatch, type TrainBatch, uploadCaptions } from '../../../src/engine/upload.ts';
import { carot } from '../../../src/methods/carot.ts';
import { flyp } from '../../../src/methods/flyp.ts';
import type { Method } from '../../../src/methods/method.ts';
import { blockWeights, weightsUnder } from '../../../src/model/transformer.ts';
import { useFused } from '../../../src/ops/kernels.ts';
import * as tf from '../../../src/ops/tf.ts';
import { transformerBlock } from '../../../src/ops/transformerBlock.ts';
import { defaultRunConfig } from '../../../src/protocol/runConfig.ts';
import { randomClip } from '../../support/randomClip.ts';
import { sampled } from '../../support/sampled.ts';
import { useTile } from '../../support/smallTile.ts';

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

/** How often a job calls a method of an object. */
async function calls<Name extends string>(
  owner: Record<Name, (...args: never[]) => unknown>,
  name: Name,
  job: () => Promise<unknown>,
): Promise<number> {
  const stock = owner[name];
  let count = 0;
  owner[name] = function (this: unknown, ...args: never[]) {
    count += 1;
    return stock.apply(this, args);
  };
  try {
    await job();
  } finally {
    owner[name] = stock;
  }
  return count;
}

const passes = () => GPUComputePassEncoder.prototype as never;
const device = () => GPUDevice.prototype as never;
const queue = () => GPUQueue.prototype as never;
const engine = () => tf.engine() as never;

test.each([
  ['FLYP', flyp, 23 * blocks + 42, 80],
  ['CaRot', carot, 30 * blocks + 60, 115],
] as const)('%s: dispatches of a step, loss and memory', async (_, method, most, mostKernels) => {
  useTile('small');
  const own = laneOf(method);
  const losses = [await step(own), await step(own)];
  const kernels = await calls(engine(), 'runKernel', async () => losses.push(await step(own)));
  const bindGroups = await calls(device(), 'createBindGroup', async () =>
    losses.push(await step(own)),
  );
  const submits = await calls(queue(), 'submit', async () => losses.push(await step(own)));
  const before = tf.memory() as tf.MemoryInfo & { numBytesInGPU: number };
  const one = async () => losses.push(await step(own));
  const count = await calls(passes(), 'dispatchWorkgroups', one);
  const after = tf.memory() as tf.MemoryInfo & { numBytesInGPU: number };
  expect(after.numTensors).toBe(before.numTensors);
  expect(after.numBytesInGPU).toBe(before.numBytesInGPU);
  own.dispose();

  const fused = useFused(false);
  const twin = laneOf(method);
  const wanted: number[] = [];
  while (wanted.length < losses.length) wanted.push(await step(twin));
  twin.dispose();
  useFused(fused);
  losses.forEach((loss, i) => {
    expect(Math.abs(loss / wanted[i]! - 1), `step ${i + 1}`).toBeLessThan(1e-4);
  });
  console.info(
    `${method.label}: ${count} dispatches, ${kernels} engine calls, ${submits} submits, ${bindGroups} new bind groups`,
  );
  expect(count).toBeLessThanOrEqual(most);
  // The block and its gradient, and the tape's hold of its input.
  expect(kernels).toBeLessThanOrEqual(mostKernels);
  // Of the stock kernels, and of an update, whose numbers lie elsewhere; all others are known by now.
  expect(bindGroups).toBeLessThanOrEqual(8);
  // One every 64 dispatches, and one to read the loss.
  expect(submits).toBeLessThanOrEqual(Math.ceil(most / 64) + 1);
});

test.each([
  ['all states', null, 9.5],
  ['the first', 'first', 3],
] as const)('what a block keeps for its gradient: %s', (_, pool, times) => {
  useTile('small');
  const [batch, length, width] = [4, 16, 32];
  const model = randomClip({ ...sizes, width });
  const weights = blockWeights(weightsUnder(model.variables, 'vision_model.encoder.layers.0'));
  const x = sampled([batch, length, width], 5) as tf.Tensor3D;
  const options = { heads: 2, eps: 1e-5, activation: 'quick_gelu', causal: false, pool } as const;
  let kept = 0;
  const gradient = tf.grad((x) => {
    const before = tf.memory().numBytes;
    const y = transformerBlock(x as tf.Tensor3D, weights, options);
    // A hold of x counts as x does.
    kept = tf.memory().numBytes - before - 4 * (x.size + y.size);
    return tf.sum(y);
  })(x);
  tf.dispose([x, gradient]);
  model.dispose();
  // Of the MLP what it widens to, once; queries, keys and values; neither of the norms.
  expect(kept).toBeLessThan(times * 4 * batch * length * width);
});
