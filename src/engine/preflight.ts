import { showMemory } from '../math/units.ts';
import type { ClipConfig, TowerConfig } from '../model/clipConfig.ts';
import { weightShapes } from '../model/weightNames.ts';
import { LabError } from '../protocol/labError.ts';
import type { DeviceLimits } from './deviceLimits.ts';

const FLOAT_BYTES = 4;
/** Activations one block keeps for its gradient, in units of [B, T, W] (norms, qkv, attention, MLP at 4 W). */
const KEPT_PER_BLOCK = 20;

function towerBytes(tower: TowerConfig, batch: number, tokens: number) {
  const widest = batch * tokens * Math.max(tower.intermediateSize, 3 * tower.hiddenSize);
  const scores = batch * tower.headCount * tokens * tokens;
  const kept = KEPT_PER_BLOCK * batch * tokens * tower.hiddenSize + 3 * scores;
  return {
    largest: Math.max(widest, scores) * FLOAT_BYTES,
    total: kept * tower.layerCount * FLOAT_BYTES,
  };
}

export interface MemoryNeed {
  /** The largest single tensor of a training step. */
  readonly largestTensorBytes: number;
  /** Estimate of all activations kept for the gradient. */
  readonly totalBytes: number;
}

/**
 * What one training step of a CLIP takes; an estimate from the shapes.
 * @param onTape images or captions that go through the towers at once with a gradient
 */
export function trainingMemory(
  config: ClipConfig,
  batchSize: number,
  onTape = batchSize,
): MemoryNeed {
  const patches = (config.vision.imageSize / config.vision.patchSize) ** 2 + 1;
  const vision = towerBytes(config.vision, onTape, patches);
  const text = towerBytes(config.text, onTape, config.text.maxPositions);
  const pairs = batchSize * batchSize * FLOAT_BYTES;
  return {
    largestTensorBytes: Math.max(vision.largest, text.largest, pairs),
    totalBytes: vision.total + text.total + 4 * pairs,
  };
}

/**
 * What a forward pass of the image tower takes: one block's activations at a time, since without a
 * gradient none is kept for later. As in training, an estimate from the shapes, on the high side.
 */
export function evaluationMemory({ vision }: ClipConfig, imageCount: number): MemoryNeed {
  const patches = (vision.imageSize / vision.patchSize) ** 2 + 1;
  const { largest, total } = towerBytes(vision, imageCount, patches);
  return { largestTensorBytes: largest, totalBytes: total / vision.layerCount };
}

/** Images per forward pass beyond which nothing gets faster on a processor. */
const LARGEST_CHUNK = 128;
/** Fewer than this leave the device idle between dispatches. */
const USEFUL_CHUNK = 64;
/** Beyond which nothing gets faster on a graphics card either. */
const LARGEST_GPU_CHUNK = 512;

/** Operations of the image tower for one image, at the most: its products, and attention. */
function imageOperations({ vision }: ClipConfig): number {
  const { hiddenSize: W, intermediateSize, layerCount, patchSize, imageSize } = vision;
  const patches = (imageSize / patchSize) ** 2;
  const tokens = patches + 1;
  const block = tokens * (4 * W * W + 2 * W * intermediateSize) + 2 * tokens * tokens * W;
  return 2 * (patches * 3 * patchSize ** 2 * W + layerCount * block);
}

const within = (need: MemoryNeed, limits: DeviceLimits) =>
  need.largestTensorBytes <= limits.maxTensorBytes && need.totalBytes <= limits.maxTotalBytes;

/**
 * Images per forward pass of an evaluation: the batch, at most 128, which is known to fit since a
 * training step of it does; for a smaller batch up to 64, on a graphics card up to 512 as long as the
 * pass is short, halved until they fit the device.
 */
export function evaluationChunk(
  config: ClipConfig,
  batchSize: number,
  limits: DeviceLimits | undefined,
): number {
  const known = Math.min(batchSize, LARGEST_CHUNK);
  if (!limits) return known;
  let chunk = USEFUL_CHUNK;
  const short = (limits.passOperations ?? 0) / imageOperations(config);
  while (chunk < LARGEST_GPU_CHUNK && 2 * chunk <= short) chunk *= 2;
  while (chunk > known && !within(evaluationMemory(config, chunk), limits)) chunk /= 2;
  return Math.max(known, chunk);
}

/**
 * Refuses a model whose weights alone are more than the device takes, before any is put there.
 * @throws LabError 'model-too-large' with the need and the limit
 */
export function checkModelFits(config: ClipConfig, limits: DeviceLimits): void {
  const sizes = [...weightShapes(config).values()].map(
    (shape) => shape.reduce((a, b) => a * b, 1) * FLOAT_BYTES,
  );
  const all = sizes.reduce((a, b) => a + b, 0);
  const largest = Math.max(...sizes);
  const isOne = largest > limits.maxTensorBytes;
  if (!isOne && all <= limits.maxTotalBytes) return;
  const [needed, allowed] = isOne ? [largest, limits.maxTensorBytes] : [all, limits.maxTotalBytes];
  throw new LabError(
    'model-too-large',
    `The weights of this model take ${showMemory(needed, 2)} ${isOne ? 'in one buffer' : 'of memory'}; this device allows ${showMemory(allowed, 2)}.`,
    'Use a smaller model, or a device with a larger graphics memory.',
  );
}

/**
 * Images or captions that go through the towers at once in a training step: the whole batch, else
 * 128, at which the worker still answers between two pieces, halved until they fit; 1 at the least.
 * @param limits left out where nothing is known of the device
 */
export function microBatchFor(
  config: ClipConfig,
  batchSize: number,
  limits: DeviceLimits | undefined,
): number {
  const fits = (size: number) =>
    limits === undefined || within(trainingMemory(config, batchSize, size), limits);
  if (fits(batchSize)) return batchSize;
  let size = Math.min(LARGEST_CHUNK, batchSize);
  while (size > 1 && !fits(size)) size = Math.ceil(size / 2);
  return size;
}

/**
 * Refuses, before anything is dispatched, a batch that does not fit even one image at a time: a WebGPU
 * buffer over the limit would not throw, it would train on zeros.
 * @returns images or captions that go through the towers at once, as `microBatchFor` says
 * @throws LabError 'batch-too-large' naming the need, the limit and, if there is one, a batch that fits
 */
export function checkBatchFits(
  config: ClipConfig,
  batchSize: number,
  limits: DeviceLimits,
): number {
  const need = (size: number) => trainingMemory(config, size, 1);
  if (within(need(batchSize), limits)) return microBatchFor(config, batchSize, limits);
  let smaller = batchSize;
  while (smaller > 1 && !within(need(smaller), limits)) smaller = Math.floor(smaller / 2);
  const { largestTensorBytes, totalBytes } = need(batchSize);
  const isOne = largestTensorBytes > limits.maxTensorBytes;
  const [needed, allowed] = isOne
    ? [largestTensorBytes, limits.maxTensorBytes]
    : [totalBytes, limits.maxTotalBytes];
  throw new LabError(
    'batch-too-large',
    `Batch ${batchSize}, even one image at a time, needs ${showMemory(needed, 2)} ${isOne ? 'in one buffer' : 'of memory'}; this device allows ${showMemory(allowed, 2)}.`,
    within(need(smaller), limits)
      ? `Try batch ${smaller}.`
      : 'Use a smaller model, or a device with a larger graphics memory.',
  );
}

/** What a person should know of a batch that is split. */
export const splitNote = (batchSize: number, size: number): string =>
  `Batch ${batchSize} is more than this device holds at once, so every step goes through it ${size} at a time. The numbers are the same; a step takes about a third longer.`;
