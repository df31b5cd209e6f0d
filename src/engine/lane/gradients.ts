import type { Encoded } from '../../methods/method.ts';
import { gradientsOf } from '../../ops/gradientsOf.ts';
import * as tf from '../../ops/tf.ts';
import type { TrainBatch } from '../upload.ts';
import { embed, encodedFrom, piecesOf, towersOf } from './encode.ts';
import type { TrainingLane } from './lane.ts';

export interface StepGradients {
  /** Weighted; they sum to the loss. */
  readonly parts: Readonly<Record<string, tf.Scalar>>;
  readonly loss: tf.Scalar;
  /** Of every trained weight that the loss depends on, by name. */
  readonly grads: ReadonlyMap<string, tf.Tensor>;
}

/** What the teacher makes of a batch, off the tape; null without one. */
function taught({ method, teacher }: TrainingLane, batch: TrainBatch, most: number) {
  if (!teacher) return null;
  const { model, variables } = teacher;
  const embeds = towersOf(model, batch, method.encodes).map((tower) => embed(tower, most));
  return encodedFrom(embeds, model, batch, method.head?.(variables) ?? null);
}

/** The loss of a batch as a function of what the towers gave: its sum, for the tape, and its parts. */
function lossFrom(
  { method, model, params, state }: TrainingLane,
  batch: TrainBatch,
  teacher: Encoded | null,
) {
  let parts: Record<string, tf.Scalar> = {};
  const loss = (embeds: readonly tf.Tensor2D[]) => {
    const head = method.head?.(state.variables) ?? null;
    const student = encodedFrom(embeds, model, batch, head);
    const { labels } = batch;
    parts = method.lossParts({ student, teacher, labels, params, state, model });
    for (const part of Object.values(parts)) tf.keep(part);
    return tf.addN(Object.values(parts)) as tf.Scalar;
  };
  return { loss, parts: () => parts };
}

/**
 * Loss parts, their sum and the gradient of every trained weight, in one pass or, for a batch whose
 * activations do not fit, exactly the same in micro-batches.
 *
 * A contrastive loss is no sum over micro-batches: each pair meets all others. But it depends on the
 * images and captions through their embeddings alone. So these are computed piece by piece without a
 * tape, the loss and its gradient ∂L/∂u with respect to them on the whole batch, and then each piece
 * once more on the tape, where ∂L/∂u flows on into the weights. It costs one forward pass more.
 *
 * Call it within tf.tidy: what it makes is the caller's, the parts kept beyond the tidy.
 *
 * @param most images or captions on the tape at once
 *
 * Source: Gao et al. 2021, arXiv:2101.06983 (gradient caching).
 */
export function lossAndGradients(
  lane: TrainingLane,
  batch: TrainBatch,
  most = batch.size,
): StepGradients {
  const { loss, parts } = lossFrom(lane, batch, taught(lane, batch, most));
  const towers = towersOf(lane.model, batch, lane.method.encodes);
  const names = [...lane.arena.views.keys()];
  const weights = [...lane.arena.views.values()];
  const grads = new Map<string, tf.Tensor>();
  const add = (found: readonly (tf.Tensor | null)[]) => {
    names.forEach((name, i) => {
      const [more, sum] = [found[i], grads.get(name)];
      if (more) grads.set(name, sum ? tf.add(sum, more) : more);
      if (more && sum) tf.dispose([more, sum]);
    });
  };
  const fits = towers.every(({ count }) => count <= most);
  if (fits) {
    const found = gradientsOf(() => loss(towers.map((tower) => embed(tower, most))), weights);
    add(found.grads);
    return { parts: parts(), loss: found.value, grads };
  }
  const embeds = towers.map((tower) => embed(tower, most));
  const found = gradientsOf(() => loss(embeds), [...weights, ...embeds]);
  add(found.grads);
  for (const [i, tower] of towers.entries()) {
    const ofEmbeds = found.grads[weights.length + i];
    if (!ofEmbeds) continue;
    for (const { start, count } of piecesOf(tower, most)) {
      const dy = tf.slice(ofEmbeds, [start, 0], [count, -1]);
      const piece = gradientsOf(() => tower.encode(start, count), weights, dy);
      add(piece.grads);
      tf.dispose([piece.value, dy]);
    }
  }
  return { parts: parts(), loss: found.value, grads };
}
