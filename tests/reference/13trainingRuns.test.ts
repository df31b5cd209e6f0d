import { describe, expect, test } from 'vitest';
import vector from '#vectors/13_training_runs.json';
import { createLane, headOf } from '../../src/engine/lane.ts';
import { promptBankFrom } from '../../src/engine/promptBank.ts';
import { startFrom } from '../../src/engine/raceStart.ts';
import { trainStep } from '../../src/engine/trainStep.ts';
import { carotNeurips } from '../../src/methods/carotNeurips.ts';
import { flyp } from '../../src/methods/flyp.ts';
import { ft } from '../../src/methods/ft.ts';
import type { Method, TrainBatch } from '../../src/methods/method.ts';
import * as tf from '../../src/ops/tf.ts';
import { learningRateAt } from '../../src/optim/schedule.ts';
import { defaultParams, defaultRunConfig } from '../../src/protocol/runConfig.ts';
import { tinyClip } from '../support/tinyLab.ts';

const { inputs, cases, tolerance } = vector;
const { loss_rtol: lossRtol, params_atol: paramsAtol } = tolerance.float32;
const EOS = 39;

type Options = Record<string, number | string>;
const methodOf: Record<string, Method> = { flyp, carot: carotNeurips, ft };

const paramsOf = (options: Options, method: Method) => ({
  ...defaultParams(method.params),
  labelSmoothing: options.eps ?? 0,
  ...(options.kind === 'carot' && {
    distillWeight: options.lambda_sd!,
    orthogonalityWeight: options.lambda_oc!,
    crossNormWeight: options.lambda_fn!,
    emaUpdates: 6 / Number(options.ema_every),
    emaWarm: options.m_warm!,
  }),
});

/** Token rows as the vectors give them: padded with EOS to one length. */
function tokenTable(ids: { shape: number[]; data: number[] }) {
  const length = ids.shape.at(-1)!;
  const rows = ids.data.length / length;
  const eosPositions = Int32Array.from({ length: rows }, (_, r) =>
    ids.data.slice(r * length, (r + 1) * length).indexOf(EOS),
  );
  return { tokens: Int32Array.from(ids.data), length, eosPositions };
}

const pixels = (rows: readonly number[]) =>
  tf.tidy(() => {
    const all = tf.tensor4d(inputs.pixel_values.data, [8, 3, 16, 16]);
    return tf.transpose(
      tf.gather(all, tf.tensor1d([...rows], 'int32')),
      [0, 2, 3, 1],
    ) as tf.Tensor4D;
  });

const pool = promptBankFrom(tokenTable(inputs.input_ids), 8, 1);
const prompts = promptBankFrom(tokenTable(inputs.class_prompt_ids), 3, 2);

const batchOf = (rows: readonly number[]): TrainBatch => ({
  size: rows.length,
  images: pixels(rows),
  labels: tf.tensor1d(
    rows.map((row) => inputs.labels.data[row]!),
    'int32',
  ),
  captions: pool.take(rows),
});

const close = (actual: number, expected: number, rtol: number, atol: number) =>
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(atol + rtol * Math.abs(expected));

function expectParams(actual: ReadonlyMap<string, tf.Variable>, expected: Record<string, unknown>) {
  return Promise.all(
    Object.entries(expected).map(async ([name, value]) => {
      const numbers = await actual.get(name)!.data();
      const wanted = typeof value === 'number' ? [value] : (value as { data: number[] }).data;
      expect(numbers.length).toBe(wanted.length);
      wanted.forEach((w, i) => {
        close(numbers[i]!, w, 0, paramsAtol);
      });
    }),
  );
}

describe.each(cases.map((c) => [c.id, c] as const))(
  'six steps of %s',
  (_, { inputs: given, expected }) => {
    test('equal losses, parts, gradient norms, weights and logits', async () => {
      const options = given.options as unknown as Options;
      const method = methodOf[String(options.kind)]!;
      const params = paramsOf(options, method);
      const pretrained = tinyClip();
      const optimizer = { ...defaultRunConfig.optimizer, weightDecay: Number(options.wd) };
      const start = startFrom(pretrained, prompts, 6);
      const lane = createLane(method, params, start, optimizer);
      for (const [step, wanted] of (
        expected.steps as unknown as Record<string, number>[]
      ).entries()) {
        const learningRate = learningRateAt(step, {
          baseRate: Number(options.base_lr),
          warmupFraction: Number(options.warmup) / 6,
          totalSteps: 6,
        });
        close(learningRate, wanted.lr!, 1e-9, 0);
        const batch = batchOf(inputs.batches[step]!);
        const clipNorm = Number(options.clip ?? 0);
        const got = await trainStep(lane, batch, { learningRate, clipNorm, step, totalSteps: 6 });
        tf.dispose([
          batch.images,
          batch.labels,
          batch.captions.tokens,
          batch.captions.eosPositions,
        ]);
        close(got.loss, wanted.loss!, lossRtol, 1e-5);
        close(got.gradNorm, wanted.grad_norm!, 20 * lossRtol, 1e-4);
        for (const [part, weight] of [
          ['contrastive', 1],
          ['orthogonality', options.lambda_oc],
          ['distillation', options.lambda_sd],
        ] as const) {
          if (part in wanted)
            close(got.parts[part]!, Number(weight) * wanted[part]!, lossRtol, 1e-4);
        }
        const sum = Object.values(got.parts).reduce((total, part) => total + part, 0);
        close(sum, got.loss, 1e-5, 1e-5);
      }
      const all = new Map([...lane.model.variables, ...lane.state.variables]);
      await expectParams(all, expected.final_params);
      if ('teacher_params' in expected) {
        const teacher = new Map(
          [...lane.state.variables].map(([name, v]) => [name.replace('teacher.', ''), v]),
        );
        await expectParams(teacher, expected.teacher_params as Record<string, unknown>);
      }
      const { head, dispose } = headOf(method, lane.model, lane.state, start);
      const logits = tf.tidy(() => {
        const embeds = lane.model.encodeImages(pixels([0, 1, 2, 3, 4, 5, 6, 7]));
        const products = tf.matMul(embeds, head.weight, false, true);
        return head.bias ? tf.add(products, head.bias) : products;
      });
      const numbers = await logits.data();
      expected.eval_logits_on_pool.data.forEach((w, i) => {
        close(numbers[i]!, w, 20 * lossRtol, 5e-3);
      });
      logits.dispose();
      dispose();
      lane.dispose();
      start.dispose();
      pretrained.dispose();
    });
  },
);
