import type { DataSplit, PixelNormalisation } from '../data/dataset.ts';
import { gatherImages } from '../data/gatherImages.ts';
import { normalisationTables } from '../data/normalise.ts';
import { evaluationSeed, stratifiedSubset } from '../data/subset.ts';
import type { ClassifierHead } from '../methods/method.ts';
import type { ClipModel } from '../model/clip.ts';
import { imagesFromBytes } from '../ops/imagesFromBytes.ts';
import * as tf from '../ops/tf.ts';
import { breathe } from './breathe.ts';
import { type HeldImages, holdImages } from './heldImages.ts';
import { classify } from './lane/encode.ts';

export interface SplitLogits {
  /** [n, C] row-major. */
  readonly logits: Float32Array<ArrayBuffer>;
  readonly labels: Int32Array<ArrayBuffer>;
  /** Positions within the split. */
  readonly indices: Int32Array<ArrayBuffer>;
}

export interface EvaluationSettings {
  readonly normalisation: PixelNormalisation;
  /** Positions within the split, as `evaluationIndices` gives them. */
  readonly indices: Int32Array<ArrayBuffer>;
  /** [n, S, S, 3] bytes to use in place of the images at `indices`: the same, corrupted. */
  readonly replaced?: Uint8Array;
  /** Keeps what is uploaded for the next evaluation; corrupted images are not kept. */
  readonly images?: HeldImages;
  /** Images per forward pass; bounds memory, changes no number. */
  readonly chunk: number;
}

/**
 * Which images of a split an evaluation takes: a fixed stratified subset, or all at limit 0. It
 * depends on the split alone, so every method, every step and every run sees the same images.
 */
export const evaluationIndices = (split: DataSplit, limit: number) =>
  Int32Array.from(stratifiedSubset(split.labels, limit, evaluationSeed));

const nothingHeld = holdImages(0);

/** Chunks that are on their way while the next is encoded. */
const CHUNKS_IN_FLIGHT = 1;

/** Logits of a model with a head on some images of one split. */
export async function evaluateSplit(
  model: ClipModel,
  head: ClassifierHead,
  split: DataSplit,
  { normalisation, indices, replaced, images: held, chunk: chunkSize }: EvaluationSettings,
): Promise<SplitLogits> {
  const classCount = head.weight.shape[0];
  const side = model.config.vision.imageSize;
  const bytes = side * side * 3;
  const logits = new Float32Array(indices.length * classCount);
  const holder = held && !replaced ? held : nothingHeld;
  /** Asked for, the oldest first; the device computes the next chunk while one is on its way. */
  const coming: { readonly start: number; readonly values: Promise<Float32Array> }[] = [];
  const land = async () => {
    const { start, values } = coming.shift()!;
    logits.set(await values, start * classCount);
  };
  for (let start = 0; start < indices.length; start += chunkSize) {
    const chunk = indices.subarray(start, start + chunkSize);
    const upload = () => {
      const pixels = replaced
        ? replaced.subarray(start * bytes, (start + chunk.length) * bytes)
        : gatherImages(split, chunk);
      return imagesFromBytes(pixels, normalisationTables(normalisation), {
        count: chunk.length,
        side,
      });
    };
    // Which images these are follows from how many of the split are asked for.
    const key = [split.id, indices.length, start, chunk.length].join('/');
    const images = holder.take(key, upload);
    try {
      const output = tf.tidy(() => classify(model.encodeImages(images), head));
      const values = output.data<'float32'>().finally(() => output.dispose());
      // Whoever lands it hears of an error; where another comes first, nobody does.
      values.catch(() => {});
      coming.push({ start, values });
    } finally {
      holder.release(images);
    }
    if (coming.length > CHUNKS_IN_FLIGHT) await land();
    await breathe();
  }
  while (coming.length > 0) await land();
  return { logits, labels: indices.map((i) => split.labels[i]!), indices };
}
