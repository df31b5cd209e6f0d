import type { ImageBatch } from '../../data/dataset.ts';
import { type Preparation, prepareKernels } from '../../ops/prepareKernels.ts';
import * as tf from '../../ops/tf.ts';
import { Arena, type Views } from '../../optim/arena.ts';
import type { OptimizerConfig } from '../../protocol/runConfig.ts';
import type { Lab } from '../lab.ts';
import type { RaceStart } from '../raceStart.ts';
import { disposeBatch, type TrainBatch, uploadBatch } from '../upload.ts';
import { classify } from './encode.ts';
import { inOnePass } from './gradients.ts';
import { headOf, type TrainingLane } from './lane.ts';
import { packNumbers } from './trainStep.ts';

/** What an update does to all weights, done to two numbers: its kernels do not depend on how many there are. */
function rehearseUpdate(optimizer: OptimizerConfig, follows: boolean): tf.Scalar {
  const pair = () => tf.variable(tf.zeros([2]), true);
  const [weight, teacher, gradient] = [pair(), pair(), tf.zeros([2])];
  const named = (variable: tf.Variable): Views => new Map([['w', variable]]);
  const arena = new Arena(named(weight), optimizer);
  const follower = follows ? arena.follower(named(teacher)) : null;
  const settings = { learningRate: optimizer.learningRate, clipNorm: optimizer.clipNorm };
  const norm = arena.update(new Map([['w', gradient]]), settings);
  follower?.step(0.5);
  follower?.dispose();
  arena.dispose();
  tf.dispose([weight, teacher, gradient]);
  return norm;
}

/** An update of the head alone, while the encoders rest: tensor by tensor, since not all have a gradient. */
function rehearseHead({ state, arena }: TrainingLane, optimizer: OptimizerConfig): void {
  const own = [...state.variables];
  if (own.length === arena.views.size) return;
  tf.tidy(() => {
    const zeros = own.map(([name, { shape }]) => [name, tf.zeros(shape)] as const);
    const still = tf.variable(tf.zeros([2]), true);
    const weights = zeros.map(([name, zero]) => [name, tf.variable(zero, true)] as const);
    const head = new Arena(new Map([...weights, ['still', still]]), optimizer);
    const settings = { learningRate: optimizer.learningRate, clipNorm: optimizer.clipNorm };
    head.update(new Map(zeros), settings);
    head.dispose();
    tf.dispose([still, ...weights.map(([, weight]) => weight)]);
  });
}

interface Ground {
  readonly lab: Lab;
  readonly start: RaceStart;
  readonly optimizer: OptimizerConfig;
  /** Images that evaluations take at once. */
  readonly looks: readonly number[];
}

/** One step, as far as kernels go. Changes nothing of the lane. */
function rehearseStep(lane: TrainingLane, batch: TrainBatch, { optimizer }: Ground): void {
  const norm = tf.tidy(() => rehearseUpdate(optimizer, lane.teacher?.isFrozen === false));
  // A step is another one where the towers rest.
  const kinds = new Set(lane.phases.map(({ encodersRest }) => encodersRest));
  if (kinds.has(true)) rehearseHead(lane, optimizer);
  const steps = [...kinds].map((rest) => inOnePass(lane, batch, rest));
  const { parts, loss } = steps[0]!;
  tf.tidy(() => {
    const packed = packNumbers([loss, norm, lane.model.logitScale(), ...Object.values(parts)]);
    tf.concat([packed, packed]);
  });
  norm.dispose();
  for (const step of steps) {
    tf.dispose([step.loss, ...Object.values(step.parts), ...step.grads.values()]);
  }
}

/**
 * A look at some images, so many at once. Lanes are of one model: those that look with a bias, and
 * those without, need the same kernels.
 */
function rehearseLooks(
  lane: TrainingLane,
  { lab, start, looks }: Ground,
  seen: Set<boolean>,
): void {
  const { head, dispose } = headOf(lane.method, lane.model, lane.state, start);
  const isNew = !seen.has(head.bias !== null);
  seen.add(head.bias !== null);
  for (const count of isNew ? looks : []) {
    tf.tidy(() => {
      const { imageSize } = lab.dataset;
      const images = tf.fill([count, imageSize, imageSize, 3], 0) as tf.Tensor4D;
      classify(lane.model.encodeImages(images), head);
    });
  }
  dispose();
}

/** The first images of a batch. */
function cut(batch: ImageBatch, size: number): ImageBatch {
  if (size >= batch.size) return batch;
  return {
    ...batch,
    size,
    pixels: batch.pixels.subarray(0, (batch.pixels.length / batch.size) * size),
    labels: batch.labels.subarray(0, size),
    templateIndices: batch.templateIndices.subarray(0, size),
  };
}

/**
 * Has the kernels compiled that a step of these lanes needs, and an evaluation; yields after each.
 * Training takes its numbers of rows as they come, so that one batch stands for all.
 *
 * @param most images on the tape at once: of a batch that is split, a part is rehearsed
 */
export function prepareLanes(
  lanes: readonly TrainingLane[],
  batch: () => ImageBatch,
  most: number,
  ground: Ground,
): AsyncGenerator<Preparation> {
  return prepareKernels(() => {
    const uploaded = uploadBatch(cut(batch(), most), ground.lab, ground.start.prompts);
    const seen = new Set<boolean>();
    try {
      for (const lane of lanes) {
        rehearseStep(lane, uploaded, ground);
        rehearseLooks(lane, ground, seen);
      }
    } finally {
      disposeBatch(uploaded);
    }
  });
}
