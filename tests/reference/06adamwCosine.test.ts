import { describe, test } from 'vitest';
import vectors from '#vectors/06_adamw_cosine.json';
import * as tf from '../../src/ops/tf.ts';
import { AdamW } from '../../src/optim/adamW.ts';
import { learningRate } from '../../src/optim/schedule.ts';
import { expectClose, expectNoLeak } from '../support/expectClose.ts';
import { dataOf, tensorOf, type VectorCase, type VectorTensor } from '../support/vectors.ts';

type Tensors<T = VectorTensor> = Readonly<Record<string, T>>;

interface Inputs {
  readonly base_lr: number;
  readonly warmup_steps: number;
  readonly total_steps: number;
  readonly weight_decay: number;
  readonly min_lr: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly eps: number;
  readonly decay: Tensors<boolean>;
  readonly params: Tensors;
  readonly grads: readonly Tensors<VectorTensor | null>[];
}
interface Step {
  readonly lr: number;
  readonly params: Tensors;
  readonly exp_avg: Tensors;
  readonly exp_avg_sq: Tensors;
}
interface Table {
  readonly base_lr: number;
  readonly warmup_steps: number;
  readonly total_steps: number;
  readonly min_lr: number;
  readonly at: readonly { readonly step: number; readonly lr: number }[];
}

const { float32, float64 } = vectors.tolerance;
const traces = vectors.cases.filter((c) => 'params' in c.inputs) as unknown as readonly VectorCase<
  Inputs,
  { steps: readonly Step[] }
>[];
const { schedules } = vectors.cases.find((c) => c.id === 'lr_table')!.expected as unknown as {
  schedules: readonly Table[];
};

const rateAt = (step: number, table: Omit<Table, 'at'>) =>
  learningRate(step, {
    baseRate: table.base_lr,
    warmupSteps: table.warmup_steps,
    totalSteps: table.total_steps,
    minRate: table.min_lr,
  });

describe('AdamW', () => {
  test.each(traces.map((c) => [c.id, c] as const))('%s', (_, { inputs, expected }) =>
    expectNoLeak(async () => {
      const optimizer = new AdamW({
        beta1: inputs.beta1,
        beta2: inputs.beta2,
        epsilon: inputs.eps,
        weightDecay: inputs.weight_decay,
        decayVectors: inputs.decay.bias!,
      });
      const weights = new Map(
        Object.entries(inputs.params).map(([name, value]) => {
          const start = tensorOf(value);
          const variable = tf.variable(start);
          start.dispose();
          return [name, variable];
        }),
      );
      for (const [step, reference] of expected.steps.entries()) {
        const rate = rateAt(step, inputs);
        expectClose([rate], [reference.lr], float64, `rate of step ${step}`);
        const gradients = new Map(
          Object.entries(inputs.grads[step]!).flatMap(([name, value]) =>
            value ? [[name, tensorOf(value)] as const] : [],
          ),
        );
        optimizer.apply(weights, gradients, rate);
        tf.dispose([...gradients.values()]);
        for (const [name, weight] of weights) {
          const at = `${name}, step ${step}`;
          const moments = optimizer.moments.get(name)!;
          expectClose(await weight.data(), dataOf(reference.params[name]!), float32, at);
          expectClose(await moments.first.data(), dataOf(reference.exp_avg[name]!), float32, at);
          expectClose(
            await moments.second.data(),
            dataOf(reference.exp_avg_sq[name]!),
            float32,
            at,
          );
        }
      }
      optimizer.dispose();
      tf.dispose([...weights.values()]);
    }),
  );
});

test('learning rates of the schedule tables', () => {
  for (const table of schedules) {
    for (const { step, lr } of table.at) {
      expectClose([rateAt(step, table)], [lr], float64, `step ${step} of ${table.total_steps}`);
    }
  }
});
