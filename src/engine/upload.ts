import type { ImageBatch } from '../data/dataset.ts';
import { normalisationTables } from '../data/normalise.ts';
import type { TokenBatch } from '../model/clip.ts';
import { imagesFromBytes } from '../ops/imagesFromBytes.ts';
import * as tf from '../ops/tf.ts';
import type { Lab } from './lab.ts';
import type { PromptBank } from './promptBank.ts';

/** One training batch on the device, the same for every lane of a race and for its teachers. */
export interface TrainBatch {
  readonly size: number;
  /** [B, S, S, 3] normalised. */
  readonly images: tf.Tensor4D;
  /** [B] int32. */
  readonly labels: tf.Tensor1D;
  readonly captions: BatchCaptions;
}

/** The captions of a batch, each encoded once however often it occurs. */
export interface BatchCaptions {
  /** N ≤ B distinct captions, cut to the longest among them. */
  readonly distinct: TokenBatch;
  /** [B] int32, which of them is the caption of image i; null where that is i. */
  readonly rows: tf.Tensor1D | null;
}

/** What images of a dataset are to a model. */
type ImageFormat = Pick<Lab, 'dataset' | 'normalisation'>;

/** RGB bytes [B, S, S, 3] → normalised images of the same shape. */
export const uploadImages = (
  pixels: Uint8Array,
  count: number,
  { dataset, normalisation }: ImageFormat,
): tf.Tensor4D =>
  imagesFromBytes(pixels, normalisationTables(normalisation), { count, side: dataset.imageSize });

/** @param rows of the prompt bank, one per image: a template filled with the name of its class */
export function uploadCaptions(rows: readonly number[], prompts: PromptBank): BatchCaptions {
  const distinct = [...new Set(rows)];
  const place = new Map(distinct.map((row, i) => [row, i]));
  return {
    distinct: prompts.take(distinct),
    rows:
      distinct.length === rows.length
        ? null
        : tf.tensor1d(
            rows.map((row) => place.get(row)!),
            'int32',
          ),
  };
}

/** One batch of plain numbers → tensors, once for all lanes. Dispose with `disposeBatch`. */
export function uploadBatch(batch: ImageBatch, lab: ImageFormat, prompts: PromptBank): TrainBatch {
  const rows = Array.from(
    batch.labels,
    (label, i) => label * prompts.templateCount + batch.templateIndices[i]!,
  );
  return {
    size: batch.size,
    images: uploadImages(batch.pixels, batch.size, lab),
    labels: tf.tensor1d(batch.labels, 'int32'),
    captions: uploadCaptions(rows, prompts),
  };
}

export function disposeBatch({ images, labels, captions: { distinct, rows } }: TrainBatch): void {
  tf.dispose([images, labels, distinct.tokens, distinct.eosPositions]);
  rows?.dispose();
}
