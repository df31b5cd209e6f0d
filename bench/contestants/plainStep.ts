import * as tf from '@tensorflow/tfjs';
import type { MethodId, Step, Task } from '../contestant.ts';
import { plainBatch, plainLogits, type Weights } from './plainClip.ts';

const variablesOf = ({ weights }: Task, trainable: boolean): Weights =>
  new Map(
    weights.map(({ name, shape, data }) => [
      name,
      tf.variable(tf.tensor(data, [...shape], 'float32'), trainable),
    ]),
  );

/** −mean over the rows of log softmax at the own partner, both ways, halved. */
function contrastive(logits: tf.Tensor): tf.Scalar {
  const size = logits.shape[0]!;
  const own = tf.eye(size);
  const oneWay = (z: tf.Tensor) => tf.neg(tf.div(tf.sum(tf.mul(own, tf.logSoftmax(z))), size));
  return tf.mul(tf.add(oneWay(logits), oneWay(tf.transpose(logits))), 0.5);
}

/** KL of the student's rows from the teacher's, both ways, mean over the rows. */
function distillation(student: tf.Tensor, teacher: tf.Tensor): tf.Scalar {
  const oneWay = (s: tf.Tensor, t: tf.Tensor) => {
    const [ours, theirs] = [tf.logSoftmax(s), tf.logSoftmax(t)];
    return tf.div(tf.sum(tf.mul(tf.exp(theirs), tf.sub(theirs, ours))), s.shape[0]!);
  };
  return tf.add(oneWay(student, teacher), oneWay(tf.transpose(student), tf.transpose(teacher)));
}

/**
 * One training step of plain TensorFlow.js: tf.variableGrads, weight decay, tf.train.adam, and for
 * CaRot a moving average as teacher.
 */
export function plainStep(task: Task, method: MethodId): Step {
  const { config, optimizer, distillWeight, emaMomentum } = task;
  const { learningRate, beta1, beta2, epsilon, weightDecay } = optimizer;
  const student = variablesOf(task, true);
  const teacher = method === 'carot' ? variablesOf(task, false) : null;
  const batch = plainBatch(task);
  const adam = tf.train.adam(learningRate, beta1, beta2, epsilon);
  const update = (): tf.Scalar => {
    const taught = teacher && tf.tidy(() => plainLogits(batch, teacher, config));
    const { value, grads } = tf.variableGrads(() => {
      const logits = plainLogits(batch, student, config);
      const loss = contrastive(logits);
      return taught ? tf.add(loss, tf.mul(distillation(logits, taught), distillWeight)) : loss;
    }, [...student.values()]);
    tf.tidy(() => {
      for (const weight of student.values()) {
        weight.assign(tf.mul(weight, 1 - learningRate * weightDecay));
      }
    });
    adam.applyGradients(Object.entries(grads).map(([name, tensor]) => ({ name, tensor })));
    tf.tidy(() => {
      for (const [name, average] of teacher ?? []) {
        const followed = tf.mul(student.get(name)!, 1 - emaMomentum);
        average.assign(tf.add(tf.mul(average, emaMomentum), followed));
      }
    });
    tf.dispose(grads);
    taught?.dispose();
    return value;
  };
  return async () => {
    const began = performance.now();
    const value = update();
    const returned = performance.now();
    const [loss] = await value.data();
    const ended = performance.now();
    value.dispose();
    return { ms: ended - began, jsMs: returned - began, loss: loss! };
  };
}
