import { createRng, rngStreams } from '../math/rng.ts';
import { shiftImage } from './augment.ts';
import type { DataSplit, ImageBatch, PixelNormalisation } from './dataset.ts';
import { DatasetError } from './datasetError.ts';
import { normaliseImages } from './normalise.ts';

export interface BatcherOptions {
  /** The train split. */
  readonly split: DataSplit;
  /** S */
  readonly imageSize: number;
  /** B */
  readonly batchSize: number;
  readonly seed: number;
  /** Largest random translation in each direction, pixels; 0 leaves the images where they are. */
  readonly maxShift: number;
  /** How many prompt templates there are to draw from. */
  readonly templateCount: number;
  readonly normalisation: PixelNormalisation;
}

export interface Batcher {
  /** Full batches in one pass over the split: floor(N / B). */
  readonly stepsPerEpoch: number;
  /** The batch of an optimiser step, counted from 0: the same whenever and however often asked. */
  batchAt(step: number): ImageBatch;
}

/** What the page behind the icons shows: an icon moved aside leaves white. */
const WHITE = 255;

/**
 * Training batches as a pure function of (seed, step), so that pausing, resuming and a lane that
 * catches up all see the same images.
 *
 *   epoch   = floor(step / stepsPerEpoch); its order is 0 … N − 1 shuffled by stream `batchOrder`,
 *             substream epoch; the N mod B images left over are dropped until the next shuffle
 *   caption = one `below(templateCount)` an item, stream `template`, substream step
 *   shift   = dx then dy an item, each below(2 · maxShift + 1) − maxShift, stream `shift`,
 *             substream step; white enters from outside
 *
 * @throws DatasetError 'batch-larger-than-train' when B exceeds N
 */
export function createBatcher(options: BatcherOptions): Batcher {
  const { split, imageSize, batchSize, seed, maxShift, templateCount, normalisation } = options;
  const stepsPerEpoch = Math.floor(split.count / batchSize);
  if (stepsPerEpoch === 0) {
    throw new DatasetError(
      'batch-larger-than-train',
      `A batch of ${batchSize} images cannot be drawn from ${split.count} training images.`,
      `Choose a batch size of at most ${split.count}.`,
    );
  }
  const imageBytes = imageSize * imageSize * 3;
  let cachedEpoch = -1;
  let order = new Int32Array(0);

  function epochOrder(epoch: number): Int32Array {
    if (epoch !== cachedEpoch) {
      order = Int32Array.from({ length: split.count }, (_, i) => i);
      createRng(seed, rngStreams.batchOrder, epoch).shuffle(order);
      cachedEpoch = epoch;
    }
    return order;
  }

  function shiftedPixels(indices: Int32Array, step: number): Uint8Array {
    const rng = createRng(seed, rngStreams.shift, step);
    const draw = () => rng.below(2 * maxShift + 1) - maxShift;
    const bytes = new Uint8Array(indices.length * imageBytes);
    indices.forEach((index, i) => {
      const [dx, dy] = [draw(), draw()];
      const from = index * imageBytes;
      shiftImage(split.pixels, from, bytes, i * imageBytes, imageSize, dx, dy, WHITE);
    });
    return bytes;
  }

  function batchAt(step: number): ImageBatch {
    const start = (step % stepsPerEpoch) * batchSize;
    const indices = epochOrder(Math.floor(step / stepsPerEpoch)).slice(start, start + batchSize);
    const templates = createRng(seed, rngStreams.template, step);
    return {
      images: normaliseImages(shiftedPixels(indices, step), normalisation),
      labels: indices.map((index) => split.labels[index]!),
      templateIndices: indices.map(() => templates.below(templateCount)),
      indices,
      size: batchSize,
    };
  }

  return { stepsPerEpoch, batchAt };
}
