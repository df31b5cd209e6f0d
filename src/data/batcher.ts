import { createRng, rngStreams } from '../math/rng.ts';
import type { BatchSampling } from '../protocol/runConfig.ts';
import { translateImage } from './augment.ts';
import { createClassDeck } from './classDeck.ts';
import type { DataSplit, ImageBatch } from './dataset.ts';
import { DatasetError } from './datasetError.ts';

export interface BatcherOptions {
  /** The train split. */
  readonly split: DataSplit;
  /** S */
  readonly imageSize: number;
  /** K */
  readonly classCount: number;
  /** B */
  readonly batchSize: number;
  readonly sampling: BatchSampling;
  readonly seed: number;
  /** Largest random translation in each direction, pixels; 0 leaves the images where they are. */
  readonly maxShift: number;
  /** How many prompt templates there are to draw from. */
  readonly templateCount: number;
}

export interface Batcher {
  /** The batch of an optimiser step, counted from 0: the same whenever and however often asked. */
  batchAt(step: number): ImageBatch;
}

/** What the page behind the icons shows: an icon moved aside leaves white. */
const WHITE = 255;

/** B images of the shuffled split; the N mod B left over are dropped until the next shuffle. */
function shuffledIndices(count: number, batchSize: number, seed: number) {
  const stepsPerEpoch = Math.floor(count / batchSize);
  let cachedEpoch = -1;
  let order = new Int32Array(0);
  return (step: number): Int32Array => {
    const epoch = Math.floor(step / stepsPerEpoch);
    if (epoch !== cachedEpoch) {
      order = Int32Array.from({ length: count }, (_, i) => i);
      createRng(seed, rngStreams.batchOrder, epoch).shuffle(order);
      cachedEpoch = epoch;
    }
    const start = (step % stepsPerEpoch) * batchSize;
    return order.slice(start, start + batchSize);
  };
}

function indexSource(options: BatcherOptions): (step: number) => Int32Array {
  const { split, classCount, batchSize, sampling, seed } = options;
  const { labels, count } = split;
  if (batchSize > count) {
    throw new DatasetError(
      'batch-larger-than-train',
      `A batch of ${batchSize} images cannot be drawn from ${count} training images.`,
      `Choose a batch size of at most ${count}.`,
    );
  }
  if (sampling === 'random') return shuffledIndices(count, batchSize, seed);
  const drawable = new Set(labels).size;
  if (batchSize > drawable) {
    throw new DatasetError(
      'batch-larger-than-classes',
      `A batch of ${batchSize} images of distinct classes cannot be drawn from ${drawable} classes.`,
      `Choose a batch size of at most ${drawable}, or batches of random images.`,
    );
  }
  const deck = createClassDeck(labels, classCount, batchSize, seed);
  return (step) => deck.indicesAt(step);
}

/**
 * Training batches as a pure function of (seed, step), so that pausing, resuming and a lane that
 * catches up all see the same images.
 *
 *   images  = sampling `distinct`: see `createClassDeck`; `random`: 0 … N − 1 shuffled by stream
 *             `batchOrder`, substream epoch = floor(step / floor(N / B)), B at a time
 *   caption = one `below(templateCount)` an item, stream `template`, substream step
 *   shift   = dx then dy an item, each below(2 · maxShift + 1) − maxShift, stream `shift`,
 *             substream step; white enters from outside
 *
 * @throws DatasetError 'batch-larger-than-train' when B exceeds N; 'batch-larger-than-classes' when
 *   it exceeds the classes that distinct ones can be drawn from
 */
export function createBatcher(options: BatcherOptions): Batcher {
  const { split, imageSize, batchSize, seed, maxShift, templateCount } = options;
  const indicesAt = indexSource(options);
  const imageBytes = imageSize * imageSize * 3;

  function translatedPixels(indices: Int32Array, step: number): Uint8Array {
    const rng = createRng(seed, rngStreams.shift, step);
    const draw = () => rng.below(2 * maxShift + 1) - maxShift;
    const bytes = new Uint8Array(indices.length * imageBytes);
    indices.forEach((index, i) => {
      const [dx, dy] = [draw(), draw()];
      const from = index * imageBytes;
      translateImage(split.pixels, from, bytes, i * imageBytes, imageSize, dx, dy, WHITE);
    });
    return bytes;
  }

  function batchAt(step: number): ImageBatch {
    const indices = indicesAt(step);
    const templates = createRng(seed, rngStreams.template, step);
    return {
      pixels: translatedPixels(indices, step),
      labels: indices.map((index) => split.labels[index]!),
      templateIndices: indices.map(() => templates.below(templateCount)),
      indices,
      size: batchSize,
    };
  }

  return { batchAt };
}
