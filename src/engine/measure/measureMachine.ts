import { isTrained } from '../../methods/registry.ts';
import { useFused as switchFused } from '../../ops/kernels.ts';
import type { AssetIds } from '../../protocol/assets.ts';
import type { BackendInfo, StatusEvent } from '../../protocol/events.ts';
import type { MeasuredSteps, Measurement, MeasurePlan } from '../../protocol/measurement.ts';
import type { RunConfig } from '../../protocol/runConfig.ts';
import { breathe } from '../breathe.ts';
import type { Lab } from '../lab.ts';
import { entryOf } from '../offer.ts';
import { gpuMeter } from './gpuMeter.ts';
import { matMulRate } from './matMulRate.ts';
import { measureConfig } from './measureConfig.ts';
import { measuredEvaluation } from './measuredEvaluation.ts';
import { type MeasuredLanes, measuredLanes, type StepSample } from './measuredLanes.ts';

/** Shaders are compiled in the first, and what the optimiser keeps is made. */
const WARM_UP = 2;
/** After so long no further round is begun, and after half of it no second step warms up. */
const ENOUGH_MS = 20_000;

type Say = (message: string, fraction: number) => void;

const trained = (id: string) => {
  const entry = entryOf(id);
  if (!isTrained(entry)) throw new TypeError(`${entry.label} cannot be trained`);
  return entry;
};

/** Steps of every method in turns. @param say hears of each step, with the share that is done */
async function measureSteps(
  lanes: MeasuredLanes,
  { methodIds, rounds }: MeasurePlan,
  isFused: boolean,
  say: Say,
): Promise<MeasuredSteps[]> {
  const meter = gpuMeter();
  const samples = methodIds.map((): StepSample[] => []);
  const dispatches = methodIds.map(() => 0);
  const all = WARM_UP + rounds;
  const began = performance.now();
  const spent = () => performance.now() - began;
  for (let round = 0; round < all; round++) {
    const isWarm = round >= WARM_UP || (round > 0 && spent() > ENOUGH_MS / 2);
    if (isWarm && samples[0]!.length > 0 && spent() > ENOUGH_MS) break;
    for (const [i, methodId] of methodIds.entries()) {
      say(methodId, round / all);
      const before = meter.dispatches;
      const sample = await lanes.step(i);
      dispatches[i] = meter.dispatches - before;
      if (isWarm) samples[i]!.push(sample);
      await breathe();
    }
  }
  return methodIds.map((methodId, i) => ({
    methodId,
    label: trained(methodId).label,
    isFused,
    ms: samples[i]!.map(({ ms }) => ms),
    jsMs: samples[i]!.map(({ jsMs }) => jsMs),
    dispatches: dispatches[i]!,
  }));
}

async function measureEvaluation(lab: Lab, config: RunConfig, images: number) {
  const evaluation = measuredEvaluation(lab, config);
  try {
    await evaluation.sample(Math.min(images, 64));
    return await evaluation.sample(images);
  } finally {
    evaluation.dispose();
  }
}

/**
 * Measures the engine itself, where it runs: training steps with its own kernels and composed of
 * stock operations, a zero-shot evaluation, a matrix product.
 *
 * @param post hears how far it is
 */
export async function measureMachine(
  plan: MeasurePlan,
  lab: Lab,
  ids: AssetIds,
  backend: BackendInfo,
  post: (event: StatusEvent) => void,
): Promise<Measurement> {
  const config = measureConfig(ids, plan.batchSize);
  const methods = plan.methodIds.map(trained);
  const steps: MeasuredSteps[] = [];
  const say = (message: string, fraction: number) => post({ type: 'status', message, fraction });
  for (const isFused of [true, false]) {
    const before = switchFused(isFused);
    const kind = isFused ? 'own kernels' : 'stock operations';
    const lanes = measuredLanes(methods, lab, config);
    try {
      const hear: Say = (id, part) =>
        say(`${trained(id).label}, ${kind}`, (isFused ? 0 : 0.4) + 0.4 * part);
      steps.push(...(await measureSteps(lanes, plan, isFused, hear)));
    } finally {
      switchFused(before);
      lanes.dispose();
    }
  }
  say('Evaluation', 0.8);
  const evaluation = await measureEvaluation(lab, config, plan.images);
  say('Matrix product', 0.95);
  const gflops = await matMulRate({ m: plan.side, k: plan.side, n: plan.side });
  return { plan, backend, steps, evaluation, gflops };
}
