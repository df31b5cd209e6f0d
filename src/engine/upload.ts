import type { ImageBatch } from '../data/dataset.ts';
import type { TrainBatch } from '../methods/method.ts';
import * as tf from '../ops/tf.ts';
import type { PromptBank } from './promptBank.ts';

/** One batch of plain numbers → tensors, once for all lanes. Dispose with `disposeBatch`. */
export function uploadBatch(batch: ImageBatch, imageSize: number, prompts: PromptBank): TrainBatch {
  const rows = Array.from(
    batch.labels,
    (label, i) => label * prompts.templateCount + batch.templateIndices[i]!,
  );
  return {
    size: batch.size,
    images: tf.tensor4d(batch.images, [batch.size, imageSize, imageSize, 3]),
    labels: tf.tensor1d(batch.labels, 'int32'),
    captions: prompts.take(rows),
  };
}

export function disposeBatch(batch: TrainBatch): void {
  tf.dispose([batch.images, batch.labels, batch.captions.tokens, batch.captions.eosPositions]);
}
