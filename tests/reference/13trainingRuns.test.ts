import { describe, expect, test } from 'vitest';
import { createLane, headOf } from '../../src/engine/lane/lane.ts';
import { numbersOf, trainStep } from '../../src/engine/lane/trainStep.ts';
import { type PromptBank, promptBankFrom } from '../../src/engine/promptBank.ts';
import { startFrom } from '../../src/engine/raceStart.ts';
import { disposeBatch, type TrainBatch, uploadCaptions } from '../../src/engine/upload.ts';
import { carotNeurips } from '../../src/methods/carotNeurips.ts';
import { flyp } from '../../src/methods/flyp.ts';
import { ft } from '../../src/methods/ft.ts';
import type { Method } from '../../src/methods/method.ts';
import * as tf from '../../src/ops/tf.ts';
import { learningRateAt } from '../../src/optim/schedule.ts';
import { defaultParams, defaultRunConfig } from '../../src/protocol/runConfig.ts';
import {
  eosPositionsOf,
  type RunsVector,
  tinyClips,
  tinyConfigOf,
  tinyModelOf,
} from '../support/tinyClip.ts';
import { dataOf, tensorOf, type VectorTensor, type VectorValue } from '../support/vectors.ts';

type Options = Readonly<Record<string, number | string>>;
const methodOf: Record<string, Method> = { flyp, carot: carotNeurips, ft };

const paramsOf = (options: Options, method: Method, steps: number) => ({
  ...defaultParams(method.params),
  labelSmoothing: options.eps ?? 0,
  ...(options.kind === 'carot' && {
    distillWeight: options.lambda_sd!,
    orthogonalityWeight: options.lambda_oc!,
    crossNormWeight: options.lambda_fn!,
    emaUpdates: steps / Number(options.ema_every),
    emaWarm: options.m_warm!,
  }),
});

const captionsOf = (ids: VectorTensor, eos: number | null) => ({
  tokens: Int32Array.from(ids.data),
  length: ids.shape.at(-1)!,
  eosPositions: eosPositionsOf(ids, eos),
});

const pixels = ({ pixel_values }: RunsVector['inputs'], rows: readonly number[]) =>
  tf.tidy(() => {
    const picked = tf.gather(tensorOf(pixel_values), tf.tensor1d([...rows], 'int32'));
    return tf.transpose(picked, [0, 2, 3, 1]) as tf.Tensor4D;
  });

const batchOf = (
  inputs: RunsVector['inputs'],
  pool: PromptBank,
  rows: readonly number[],
): TrainBatch => ({
  size: rows.length,
  images: pixels(inputs, rows),
  labels: tf.tensor1d(
    rows.map((row) => inputs.labels.data[row]!),
    'int32',
  ),
  captions: uploadCaptions(rows, pool),
});

const close = (actual: number, expected: number, rtol: number, atol: number) =>
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(atol + rtol * Math.abs(expected));

async function expectParams(
  actual: ReadonlyMap<string, tf.Variable>,
  expected: Readonly<Record<string, VectorValue>>,
  atol: number,
) {
  for (const [name, value] of Object.entries(expected)) {
    const numbers = await actual.get(name)!.data();
    const wanted = dataOf(value);
    expect(numbers.length).toBe(wanted.length);
    wanted.forEach((w, i) => {
      close(numbers[i]!, w, 0, atol);
    });
  }
}

describe.each(tinyClips)('%s', (_, tiny) => {
  const { inputs, cases, tolerance } = tiny.runs;
  const { loss_rtol: lossRtol, params_atol: paramsAtol } = tolerance.float32;
  const eos = tinyConfigOf(tiny).eosTokenId;
  const items = inputs.input_ids.shape[0]!;
  const [classCount, templateCount] = inputs.class_prompt_ids.shape as [number, number];
  const pool = promptBankFrom(captionsOf(inputs.input_ids, eos), items, 1);
  const prompts = promptBankFrom(
    captionsOf(inputs.class_prompt_ids, eos),
    classCount,
    templateCount,
  );
  const totalSteps = inputs.batches.length;

  test.each(cases.map((c) => [c.id, c] as const))(
    'every step of %s has equal losses, parts, gradient norms, weights and logits',
    async (_, { inputs: { options }, expected }) => {
      const method = methodOf[String(options.kind)]!;
      const params = paramsOf(options, method, totalSteps);
      const pretrained = tinyModelOf(tiny);
      const optimizer = { ...defaultRunConfig.optimizer, weightDecay: Number(options.wd) };
      const start = startFrom(pretrained, prompts, totalSteps);
      const lane = createLane(method, params, start, optimizer);
      expect(expected.steps.length).toBe(totalSteps);
      for (const [step, wanted] of expected.steps.entries()) {
        const learningRate = learningRateAt(step, {
          baseRate: Number(options.base_lr),
          warmupFraction: Number(options.warmup) / totalSteps,
          totalSteps,
        });
        close(learningRate, wanted.lr!, 1e-9, 0);
        const batch = batchOf(inputs, pool, inputs.batches[step]!);
        const clipNorm = Number(options.clip ?? 0);
        const { packed, ...rest } = await trainStep(lane, batch, { learningRate, clipNorm });
        const got = numbersOf(rest, await packed.data());
        packed.dispose();
        disposeBatch(batch);
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
      await expectParams(all, expected.final_params, paramsAtol);
      if (expected.teacher_params) {
        await expectParams(lane.teacher!.model.variables, expected.teacher_params, paramsAtol);
      }
      const { head, dispose } = headOf(method, lane.model, lane.state, start);
      const logits = tf.tidy(() => {
        const embeds = lane.model.encodeImages(pixels(inputs, [...Array(items).keys()]));
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
    },
  );
});
