import type { LossContext } from '../../methods/method.ts';
import type { ClipModel } from '../../model/clip.ts';
import { gradientsOf } from '../../ops/gradientsOf.ts';
import * as tf from '../../ops/tf.ts';
import { breathe } from '../breathe.ts';
import type { TrainBatch } from '../upload.ts';
import type { Drawn } from './draws.ts';
import { embed, encodedFrom, piecesOf, type Tower, towersOf } from './encode.ts';
import type { TrainingLane } from './lane.ts';
import { phaseAt } from './phases.ts';

export interface StepGradients {
  /** Weighted; they sum to the loss. */
  readonly parts: Readonly<Record<string, tf.Scalar>>;
  readonly loss: tf.Scalar;
  /** Of every trained weight that the loss depends on, by name. */
  readonly grads: ReadonlyMap<string, tf.Tensor>;
}

/** The loss as a function of what the towers gave: its sum, for the tape; its parts go into `parts`. */
function lossFrom(
  { method, model, params, state }: TrainingLane,
  { batch, mix }: Drawn,
  { teacher, randomTexts }: Pick<LossContext, 'teacher' | 'randomTexts'>,
  parts: Record<string, tf.Scalar>,
) {
  return (embeds: readonly tf.Tensor2D[]): tf.Scalar => {
    const student = encodedFrom(embeds, model, batch, method.head?.(state.variables) ?? null);
    const { labels } = batch;
    const context = { student, teacher, labels, params, state, mix, randomTexts, model };
    Object.assign(parts, method.lossParts(context));
    for (const part of Object.values(parts)) tf.keep(part);
    return tf.addN(Object.values(parts)) as tf.Scalar;
  };
}

/** What the teacher makes of a batch, from the outputs of its towers; null without one. */
function taught({ method, teacher }: TrainingLane, batch: TrainBatch, embeds: tf.Tensor2D[]) {
  if (!teacher) return null;
  return encodedFrom(embeds, teacher.model, batch, method.head?.(teacher.variables) ?? null);
}

/** By name, adding to what is there. Takes the tensors over. */
function gather(
  grads: Map<string, tf.Tensor>,
  { arena }: TrainingLane,
  found: readonly (tf.Tensor | undefined)[],
): void {
  [...arena.views.keys()].forEach((name, i) => {
    const [more, sum] = [found[i], grads.get(name)];
    if (!more) return;
    grads.set(name, sum ? tf.add(sum, more) : more);
    if (sum) tf.dispose([more, sum]);
  });
}

/**
 * `lossAndGradients` of a batch whose activations fit, without waiting for anything.
 * @param rest whether the towers are left alone in this step
 */
export function inOnePass(
  lane: TrainingLane,
  whole: TrainBatch,
  rest = phaseAt(lane).phase.encodersRest,
): StepGradients {
  lane.arena.ready();
  const { method, model, teacher, arena } = lane;
  const drawn = lane.draw(whole, lane.stepsDone);
  const { batch, texts } = drawn;
  const all = (of: ClipModel) =>
    towersOf(of, batch, method.encodes).map((tower) => tower.encode(0, tower.count));
  const parts: Record<string, tf.Scalar> = {};
  const found = tf.tidy(() => {
    const beside = {
      teacher: taught(lane, batch, teacher ? all(teacher.model) : []),
      randomTexts: texts?.encode(0, texts.count) ?? null,
    };
    const loss = lossFrom(lane, drawn, beside, parts);
    const embeds = rest ? all(model) : null;
    return gradientsOf(() => loss(embeds ?? all(model)), [...arena.views.values()]);
  });
  drawn.dispose();
  const grads = new Map<string, tf.Tensor>();
  gather(grads, lane, found.grads);
  return { parts, loss: found.value, grads };
}

async function inPieces(
  lane: TrainingLane,
  whole: TrainBatch,
  most: number,
): Promise<StepGradients> {
  const { method, model, teacher, arena } = lane;
  arena.ready();
  const drawn = lane.draw(whole, lane.stepsDone);
  const { batch, texts } = drawn;
  const towers = towersOf(model, batch, method.encodes);
  const embedAll = async (of: readonly Tower[]) => {
    const embeds: tf.Tensor2D[] = [];
    for (const tower of of) embeds.push(await embed(tower, most));
    return embeds;
  };
  const weights = [...arena.views.values()];
  const parts: Record<string, tf.Scalar> = {};
  const embeds = await embedAll(towers);
  const theirs = teacher ? await embedAll(towersOf(teacher.model, batch, method.encodes)) : [];
  const randomTexts = texts && (await embed(texts, most));
  const found = tf.tidy(() => {
    const beside = { teacher: taught(lane, batch, theirs), randomTexts };
    const loss = lossFrom(lane, drawn, beside, parts);
    const rest = phaseAt(lane).phase.encodersRest;
    return gradientsOf(() => loss(embeds), rest ? weights : [...weights, ...embeds]);
  });
  tf.dispose([...embeds, ...theirs]);
  randomTexts?.dispose();
  const grads = new Map<string, tf.Tensor>();
  gather(grads, lane, found.grads);
  for (const [i, tower] of towers.entries()) {
    const ofEmbeds = found.grads[weights.length + i];
    if (!ofEmbeds) continue;
    for (const { start, count } of piecesOf(tower, most)) {
      const ofPiece = tf.tidy(() => {
        const dy = tf.slice(ofEmbeds, [start, 0], [count, -1]);
        return gradientsOf(() => tower.encode(start, count), weights, dy).grads;
      });
      gather(grads, lane, ofPiece);
      await breathe();
    }
    ofEmbeds.dispose();
  }
  drawn.dispose();
  return { parts, loss: found.value, grads };
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
 * @param most images or captions on the tape at once; the worker takes its mail between two pieces
 * @returns tensors that belong to the caller
 *
 * Source: Gao et al. 2021, arXiv:2101.06983 (gradient caching).
 */
export async function lossAndGradients(
  lane: TrainingLane,
  batch: TrainBatch,
  most = batch.size,
): Promise<StepGradients> {
  const fits = batch.size <= most;
  return fits ? inOnePass(lane, batch) : inPieces(lane, batch, most);
}
