import { describe, expect, test } from 'vitest';
import vectors from '#vectors/05_ema_teacher.json';
import * as tf from '../../src/ops/tf.ts';
import {
  type MomentumSchedule,
  momentumAt,
  releasedMomentum,
  updateTeacher,
} from '../../src/optim/ema.ts';
import { expectClose, expectNoLeak } from '../support/expectClose.ts';
import { tensorOf, type VectorCase, type VectorTensor } from '../support/vectors.ts';

type ScheduleFile =
  | { readonly kind: 'constant'; readonly alpha: number }
  | { readonly kind: 'linear'; readonly src: number; readonly tar: number; readonly warm: number };

interface Inputs {
  readonly total_steps: number;
  readonly update_every: number;
  readonly schedule: ScheduleFile;
  readonly student_initial: VectorTensor;
  readonly student_after_step: VectorTensor;
}
interface Expected {
  readonly momentum_at_step: readonly (number | null)[];
  readonly teacher_after_step: VectorTensor;
  readonly weight_of_initial_teacher: number;
}

const { float32, float64 } = vectors.tolerance;
const sequences = vectors.cases.filter(
  (c) => 'schedule' in c.inputs,
) as unknown as readonly VectorCase<Inputs, Expected>[];

const scheduleOf = (file: ScheduleFile): MomentumSchedule =>
  file.kind === 'constant'
    ? { kind: 'constant', momentum: file.alpha }
    : { kind: 'linear', source: file.src, target: file.tar, warm: file.warm };

/** What is left of the pretrained weights in the teacher: each update keeps its momentum's share. */
const weightOfInitial = (momenta: readonly (number | null)[]): number =>
  momenta.reduce<number>((weight, momentum) => weight * (momentum ?? 1), 1);

describe('EMA teacher', () => {
  test.each(sequences.map((c) => [c.id, c] as const))('%s', (_, { inputs, expected }) =>
    expectNoLeak(async () => {
      const start = tensorOf(inputs.student_initial);
      const teacher = new Map([['w', tf.variable(start)]]);
      const path = tensorOf<tf.Tensor2D>(inputs.student_after_step);
      const schedule = scheduleOf(inputs.schedule);
      const momenta: (number | null)[] = [];
      const width = inputs.student_initial.shape[0]!;
      for (let step = 0; step < inputs.total_steps; step++) {
        const momentum = momentumAt(step, inputs.total_steps, inputs.update_every, schedule);
        momenta.push(momentum);
        const student = tf.tidy(() => tf.reshape(tf.slice(path, [step, 0], [1, width]), [width]));
        if (momentum !== null) updateTeacher(teacher, new Map([['w', student]]), momentum);
        student.dispose();
        const reference = expected.teacher_after_step.data.slice(step * width, (step + 1) * width);
        expectClose(await teacher.get('w')!.data(), reference, float32, `after step ${step}`);
      }
      expect(momenta.map((m) => m === null)).toEqual(
        expected.momentum_at_step.map((m) => m === null),
      );
      const numbers = (list: readonly (number | null)[]) => list.map((m) => m ?? -1);
      expectClose(numbers(momenta), numbers(expected.momentum_at_step), float64, 'momentum');
      expectClose([weightOfInitial(momenta)], [expected.weight_of_initial_teacher], float64);
      tf.dispose([start, path, teacher.get('w')!]);
    }),
  );

  test('the released schedule of the ImageNet run', () => {
    const table = vectors.cases.find((c) => c.id === 'schedule_table_imagenet')!;
    const { total_steps, src, tar, warm, update_every } = table.inputs as unknown as {
      total_steps: number;
      src: number;
      tar: number;
      warm: number;
      update_every: number;
    };
    const { momentum, weight_of_initial_teacher } = table.expected as unknown as {
      momentum: readonly { step: number; m: number }[];
      weight_of_initial_teacher: readonly { step: number; weight_of_initial_teacher: number }[];
    };
    const ramp = { source: src, target: tar, warm };
    for (const { step, m } of momentum) {
      expectClose([releasedMomentum(step, total_steps, ramp)], [m], float64, `step ${step}`);
    }
    const schedule = { kind: 'linear', ...ramp } as const;
    for (const { step, weight_of_initial_teacher: weight } of weight_of_initial_teacher) {
      const momenta = Array.from({ length: step + 1 }, (_, t) =>
        momentumAt(t, total_steps, update_every, schedule),
      );
      expectClose([weightOfInitial(momenta)], [weight], float64, `weight at ${step}`);
    }
  });
});
