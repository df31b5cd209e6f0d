import type { MethodState, TeacherPlan } from '../../methods/method.ts';
import type { ClipModel } from '../../model/clip.ts';
import { held } from '../../ops/held.ts';
import { copyOf } from '../../ops/variables.ts';
import type { Arena, Views } from '../../optim/arena.ts';
import { momentumAt } from '../../optim/ema.ts';

/** A moving average of all that a lane trains; it begins at the pretrained weights, and may stay there. */
export interface Teacher {
  /** It is the pretrained model for good: nothing of it has to be saved. */
  readonly isFrozen: boolean;
  readonly model: ClipModel;
  /** Of the method's own variables (a head), by name. */
  readonly variables: Views;
  /** Saved with it. Weight of the pretrained model inside the teacher: the product of all momenta. */
  readonly numbers: { pretrainedWeight: number };
  /** After update `step` (from 0) of the student's weights. */
  follow(step: number): void;
  dispose(): void;
}

/** @param arena of the student's weights, which the teacher follows */
export function createTeacher(
  arena: Arena,
  model: ClipModel,
  state: MethodState,
  { every, schedule }: TeacherPlan,
  totalSteps: number,
): Teacher {
  return held((hold, dispose) => {
    const own = hold(model.clone());
    const variables = new Map(
      [...state.variables].map(([name, v]) => [name, hold(copyOf(v, false))]),
    );
    const all: Views = new Map([...own.variables, ...variables]);
    const numbers = { pretrainedWeight: 1 };
    // What is not trained is the same on both sides.
    const names = [...arena.views.keys()];
    const follower = hold(arena.follower(new Map(names.map((name) => [name, all.get(name)!]))));
    return {
      isFrozen: false,
      model: own,
      variables,
      numbers,
      follow(step) {
        const momentum = momentumAt(step, totalSteps, every, schedule);
        if (momentum === null) return;
        follower.step(momentum);
        numbers.pretrainedWeight *= momentum;
      },
      dispose,
    };
  });
}

/** The pretrained model, borrowed, with the method's own variables as they are before the first step. */
export function frozenTeacher(pretrained: ClipModel, { variables: own }: MethodState): Teacher {
  return held((hold, dispose) => ({
    isFrozen: true,
    model: pretrained,
    variables: new Map([...own].map(([name, v]) => [name, hold(copyOf(v, false))])),
    numbers: { pretrainedWeight: 1 },
    follow() {},
    dispose,
  }));
}
