import type { MethodState, TeacherPlan } from '../../methods/method.ts';
import type { ClipModel } from '../../model/clip.ts';
import * as tf from '../../ops/tf.ts';
import type { Arena, Views } from '../../optim/arena.ts';
import { momentumAt } from '../../optim/ema.ts';

/** A moving average of all that a lane trains; it begins at the pretrained weights. */
export interface Teacher {
  readonly model: ClipModel;
  /** Of the method's own variables (a head), by name. */
  readonly variables: Views;
  /** Saved with it. Weight of the pretrained model inside the teacher: the product of all momenta. */
  readonly numbers: { pretrainedWeight: number };
  /** After update `step` (from 0) of the student's weights. */
  follow(arena: Arena, step: number): void;
  dispose(): void;
}

function copyOf(weight: tf.Variable): tf.Variable {
  // A product with 1 fills a buffer of its own; a clone would share the old one.
  const initial = tf.tidy(() => tf.mul(weight, 1));
  const copy = tf.variable(initial, false);
  initial.dispose();
  return copy;
}

export function createTeacher(
  model: ClipModel,
  state: MethodState,
  { every, schedule }: TeacherPlan,
  totalSteps: number,
): Teacher {
  const own = model.clone();
  const variables = new Map([...state.variables].map(([name, v]) => [name, copyOf(v)]));
  const all: Views = new Map([...own.variables, ...variables]);
  const numbers = { pretrainedWeight: 1 };
  return {
    model: own,
    variables,
    numbers,
    follow(arena, step) {
      const momentum = momentumAt(step, totalSteps, every, schedule);
      if (momentum === null) return;
      // What is not trained is the same on both sides.
      arena.lead(new Map([...arena.views.keys()].map((name) => [name, all.get(name)!])), momentum);
      numbers.pretrainedWeight *= momentum;
    },
    dispose() {
      own.dispose();
      tf.dispose([...variables.values()]);
    },
  };
}
