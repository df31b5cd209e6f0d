import { expect } from 'vitest';
import { createLane } from '../../src/engine/lane/lane.ts';
import { numbersOf, trainStep } from '../../src/engine/lane/trainStep.ts';
import { startFrom } from '../../src/engine/raceStart.ts';
import { disposeBatch } from '../../src/engine/upload.ts';
import { carotNeurips } from '../../src/methods/carotNeurips.ts';
import { flyp } from '../../src/methods/flyp.ts';
import { ft } from '../../src/methods/ft.ts';
import type { Method } from '../../src/methods/method.ts';
import type * as tf from '../../src/ops/tf.ts';
import { learningRateAt } from '../../src/optim/schedule.ts';
import { defaultParams, defaultRunConfig } from '../../src/protocol/runConfig.ts';
import { type RunsVector, type TinyClip, tinyModelOf } from './tinyClip.ts';
import { tinyTraining } from './tinyTraining.ts';
import { dataOf, type VectorValue } from './vectors.ts';

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

/** How near numbers must be: of losses relative, of others absolute too. */
export interface RunTolerance {
  readonly loss: number;
  readonly params: number;
  readonly logits: number;
}

/** Trains as a case of the reference did: every step has its losses, parts and gradient norms, the end its weights and logits. */
export async function expectReferenceRun(
  tiny: TinyClip,
  { inputs: { options }, expected }: RunsVector['cases'][number],
  tolerance: RunTolerance,
): Promise<void> {
  const { batches } = tiny.runs.inputs;
  const totalSteps = batches.length;
  const { prompts, batchOf, logitsOf } = tinyTraining(tiny);
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
    const batch = batchOf(batches[step]!);
    const clipNorm = Number(options.clip ?? 0);
    const { packed, ...rest } = await trainStep(lane, batch, { learningRate, clipNorm });
    const got = numbersOf(rest, await packed.data());
    packed.dispose();
    disposeBatch(batch);
    close(got.loss, wanted.loss!, tolerance.loss, tolerance.loss / 50);
    close(got.gradNorm, wanted.grad_norm!, 20 * tolerance.loss, tolerance.loss / 5);
    for (const [part, weight] of [
      ['contrastive', 1],
      ['orthogonality', options.lambda_oc],
      ['distillation', options.lambda_sd],
    ] as const) {
      if (part in wanted)
        close(got.parts[part]!, Number(weight) * wanted[part]!, tolerance.loss, tolerance.loss / 5);
    }
    const sum = Object.values(got.parts).reduce((total, part) => total + part, 0);
    close(sum, got.loss, 1e-5, 1e-5);
  }
  const all = new Map([...lane.model.variables, ...lane.state.variables]);
  await expectParams(all, expected.final_params, tolerance.params);
  if (expected.teacher_params) {
    await expectParams(lane.teacher!.model.variables, expected.teacher_params, tolerance.params);
  }
  const logits = await logitsOf(lane, start);
  expected.eval_logits_on_pool.data.forEach((w, i) => {
    close(logits[i]!, w, 20 * tolerance.loss, tolerance.logits);
  });
  lane.dispose();
  start.dispose();
  pretrained.dispose();
}
