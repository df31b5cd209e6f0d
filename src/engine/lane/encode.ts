import type { ClassifierHead, Encoded, Method } from '../../methods/method.ts';
import type { ClipModel, TokenBatch } from '../../model/clip.ts';
import { gatherRows } from '../../ops/gatherRows.ts';
import { pairLogits } from '../../ops/pairLogits.ts';
import * as tf from '../../ops/tf.ts';
import { breathe } from '../breathe.ts';
import type { TrainBatch } from '../upload.ts';

/** One side of a batch and what encodes it: its images, or its distinct captions. */
export interface Tower {
  readonly count: number;
  /** `count` items from `start` on → [count, D], rows L2-normalised. */
  encode(start: number, count: number): tf.Tensor2D;
}

const cut = <T extends tf.Tensor>(x: T, start: number, count: number): T => {
  if (count === x.shape[0]) return x;
  const rest = x.shape.slice(1);
  return tf.slice(x, [start, ...rest.map(() => 0)], [count, ...rest]) as T;
};

/** Texts, and what encodes them. */
export const textTower = (model: ClipModel, { tokens, eosPositions }: TokenBatch): Tower => ({
  count: tokens.shape[0],
  encode: (start, count) =>
    tf.tidy(() =>
      model.encodeTexts({
        tokens: cut(tokens, start, count),
        eosPositions: cut(eosPositions, start, count),
      }),
    ),
});

/** The towers that a method wants run: the image tower, and for pairs the text tower. */
export function towersOf(
  model: ClipModel,
  { size, images, captions: { distinct } }: TrainBatch,
  encodes: Method['encodes'],
): readonly Tower[] {
  const image: Tower = {
    count: size,
    encode: (start, count) => tf.tidy(() => model.encodeImages(cut(images, start, count))),
  };
  return encodes === 'pairs' ? [image, textTower(model, distinct)] : [image];
}

/** Where one tower's items begin and how many go at once. */
export function piecesOf({ count }: Tower, most: number): { start: number; count: number }[] {
  return Array.from({ length: Math.ceil(count / most) }, (_, i) => ({
    start: i * most,
    count: Math.min(most, count - i * most),
  }));
}

/** All of a tower's items, `most` at a time and off the tape: [N, D]. The worker takes its mail between. */
export async function embed(tower: Tower, most: number): Promise<tf.Tensor2D> {
  const pieces: tf.Tensor2D[] = [];
  for (const { start, count } of piecesOf(tower, most)) {
    pieces.push(tower.encode(start, count));
    await breathe();
  }
  const all = tf.concat(pieces, 0) as tf.Tensor2D;
  tf.dispose(pieces);
  return all;
}

/** Logits of image embeddings against a head: [B, D] → [B, C]. */
export function classify(imageEmbeds: tf.Tensor2D, { weight, bias }: ClassifierHead): tf.Tensor2D {
  const products = tf.matMul(imageEmbeds, weight, false, true);
  return (bias ? tf.add(products, bias) : products) as tf.Tensor2D;
}

/**
 * What a method is handed, from the towers' outputs.
 *
 * @param embeds  of `towersOf`, in its order
 * @param head    for a method that encodes images alone
 * @throws TypeError where neither captions nor a head give logits
 */
export function encodedFrom(
  [imageEmbeds, captionEmbeds]: readonly tf.Tensor2D[],
  model: ClipModel,
  { captions: { rows } }: TrainBatch,
  head: ClassifierHead | null,
): Encoded {
  if (!captionEmbeds) {
    if (!head) throw new TypeError('A method that encodes images alone must have a head');
    return { imageEmbeds: imageEmbeds!, textEmbeds: null, logits: classify(imageEmbeds!, head) };
  }
  const textEmbeds = rows ? gatherRows(captionEmbeds, rows) : captionEmbeds;
  const logits = pairLogits(
    imageEmbeds!,
    textEmbeds,
    model.variables.get('logit_scale') as tf.Scalar,
  );
  return { imageEmbeds: imageEmbeds!, textEmbeds, logits };
}

/** [B, B] similarities of the pairs of a batch, whatever the model's method encodes. */
export function batchLogits(model: ClipModel, batch: TrainBatch): tf.Tensor2D {
  return tf.tidy(() => {
    const embeds = towersOf(model, batch, 'pairs').map((tower) => tower.encode(0, tower.count));
    return encodedFrom(embeds, model, batch, null).logits;
  });
}
