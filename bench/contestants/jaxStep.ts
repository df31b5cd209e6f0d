import { jit, nn, numpy as np, tree, valueAndGrad } from '@jax-js/jax';
import type { MethodId, Step, Task } from '../contestant.ts';
import { type JaxBatch, jaxBatch, jaxLogits, type Weights } from './jaxClip.ts';

/** −mean over the rows of log softmax at the own partner, both ways, halved. */
function contrastive(logits: np.Array): np.Array {
  const size = logits.shape[0]!;
  const oneWay = (z: np.Array) => np.trace(nn.logSoftmax(z, -1)).div(-size);
  return oneWay(logits.ref).add(oneWay(logits.transpose())).mul(0.5);
}

/** KL of the student's rows from the teacher's, both ways, mean over the rows. */
function distillation(student: np.Array, teacher: np.Array): np.Array {
  const size = student.shape[0]!;
  const oneWay = (s: np.Array, t: np.Array) => {
    const [ours, theirs] = [nn.logSoftmax(s, -1), nn.logSoftmax(t, -1)];
    return np.sum(np.exp(theirs.ref).mul(theirs.sub(ours))).div(size);
  };
  return oneWay(student.ref, teacher.ref).add(oneWay(student.transpose(), teacher.transpose()));
}

/** All that a step changes. */
type State = {
  student: Weights;
  first: Weights;
  second: Weights;
  /** The same weights at the start; an empty record for a method without a teacher. */
  teacher: Weights;
};

const weightsOf = ({ weights }: Task): Weights =>
  Object.fromEntries(
    weights.map(({ name, shape, data }) => [
      name,
      np.array(new Float32Array(data), { shape: [...shape] }),
    ]),
  );

const zerosLike = ({ weights }: Task): Weights =>
  Object.fromEntries(weights.map(({ name, shape }) => [name, np.zeros([...shape])]));

/** The whole step as one jitted function: loss, gradients, AdamW with bias correction, teacher. */
function jittedStep(task: Task, isTaught: boolean) {
  const { optimizer, distillWeight, emaMomentum } = task;
  const { learningRate, beta1, beta2, epsilon, weightDecay } = optimizer;
  const lossOf = (student: Weights, batch: JaxBatch, taught: np.Array | null) => {
    const logits = jaxLogits(student, batch, task);
    if (!taught) return contrastive(logits);
    return contrastive(logits.ref).add(distillation(logits, taught).mul(distillWeight));
  };
  return jit(
    (
      { student, first, second, teacher }: State,
      batch: JaxBatch,
      firstCorrection: np.Array,
      rootCorrection: np.Array,
    ) => {
      const taught = isTaught ? jaxLogits(tree.ref(teacher), tree.ref(batch), task) : null;
      const [loss, grads] = valueAndGrad((weights: Weights) => lossOf(weights, batch, taught))(
        tree.ref(student),
      ) as [np.Array, Weights];
      const next: State = { student: {}, first: {}, second: {}, teacher: {} };
      for (const [name, g] of Object.entries(grads)) {
        const m = first[name]!.mul(beta1).add(g.ref.mul(1 - beta1));
        const v = second[name]!.mul(beta2).add(np.square(g).mul(1 - beta2));
        const root = np.sqrt(v.ref).div(rootCorrection.ref).add(epsilon);
        const move = m.ref.div(root).mul(learningRate).div(firstCorrection.ref);
        const weight = student[name]!.mul(1 - learningRate * weightDecay).sub(move);
        if (isTaught) {
          const kept = teacher[name]!.mul(emaMomentum);
          next.teacher[name] = kept.add(weight.ref.mul(1 - emaMomentum));
        }
        next.student[name] = weight;
        next.first[name] = m;
        next.second[name] = v;
      }
      for (const used of [firstCorrection, rootCorrection]) used.dispose();
      return { next, loss };
    },
  );
}

/** One training step of jax-js. */
export function jaxStep(task: Task, method: MethodId): Step {
  const { beta1, beta2 } = task.optimizer;
  const isTaught = method === 'carot';
  const step = jittedStep(task, isTaught);
  const batch = jaxBatch(task);
  let state: State = {
    student: weightsOf(task),
    first: zerosLike(task),
    second: zerosLike(task),
    teacher: isTaught ? weightsOf(task) : {},
  };
  let updates = 0;
  return async () => {
    const began = performance.now();
    updates += 1;
    const scalar = (value: number) => np.array(Float32Array.of(value), { shape: [] });
    const [first, root] = [1 - beta1 ** updates, Math.sqrt(1 - beta2 ** updates)];
    const { next, loss } = step(state, tree.ref(batch), scalar(first), scalar(root));
    state = next;
    const returned = performance.now();
    // All that a jitted function gives is submitted together, in order, so the last is done when a read
    // after it is. (blockUntilReady on the whole state would prepare every kernel once for each weight.)
    const [value] = await loss.data();
    await state.student.logit_scale!.blockUntilReady();
    return { ms: performance.now() - began, jsMs: returned - began, loss: Number(value) };
  };
}
