import { normaliseImages } from '../../src/data/normalise.ts';
import { batchSource } from '../../src/engine/batchSource.ts';
import type { DeviceLimits } from '../../src/engine/deviceLimits.ts';
import type { Lab } from '../../src/engine/lab.ts';
import { loadLab } from '../../src/engine/loadLab.ts';
import { matMulRate } from '../../src/engine/measure/matMulRate.ts';
import { measureConfig } from '../../src/engine/measure/measureConfig.ts';
import {
  type MeasuredEvaluation,
  measuredEvaluation,
} from '../../src/engine/measure/measuredEvaluation.ts';
import { measuredLanes } from '../../src/engine/measure/measuredLanes.ts';
import { entryOf } from '../../src/engine/offer.ts';
import { promptBankFrom } from '../../src/engine/promptBank.ts';
import { numberParam } from '../../src/methods/params.ts';
import { isTrained } from '../../src/methods/registry.ts';
import { defaultParams, type RunConfig } from '../../src/protocol/runConfig.ts';
import type { Ground, Made, MethodId, Setup, Task } from '../contestant.ts';

/** Starts the backend: in a browser and in Node it is done differently. */
export type StartBackend = (setup: Setup) => Promise<Ground & { readonly limits: DeviceLimits }>;

const trained = (id: MethodId) => {
  const entry = entryOf(id);
  if (!isTrained(entry)) throw new TypeError(`${id} cannot be trained`);
  return entry;
};

/** What the others are given: the same weights, the same batch, in plain numbers. */
async function taskOf(lab: Lab, config: RunConfig, wholeBlocks: boolean): Promise<Task> {
  const { pretrained, dataset } = lab;
  const { templates } = config;
  const classCount = dataset.classNames.length;
  const prompts = promptBankFrom(lab.tokenise(templates), classCount, templates.length);
  const { labels, templateIndices, pixels, size } = batchSource(config, lab)(0);
  const rows = labels.map((label, i) => label * templates.length + templateIndices[i]!);
  const { tokens, eosPositions } = prompts.take(rows);
  const { learningRate, beta1, beta2, epsilon, weightDecay } = config.optimizer;
  const weights: Task['weights'][number][] = [];
  for (const [name, weight] of pretrained.variables) {
    weights.push({ name, shape: weight.shape, data: await weight.data<'float32'>() });
  }
  const carot = defaultParams(trained('carot').params);
  return {
    config: pretrained.config,
    wholeBlocks,
    weights,
    size,
    images: normaliseImages(pixels, lab.normalisation),
    tokens: await tokens.data<'int32'>(),
    tokenLength: tokens.shape[1],
    eosPositions: await eosPositions.data<'int32'>(),
    optimizer: { learningRate, beta1, beta2, epsilon, weightDecay },
    distillWeight: numberParam(carot, 'distillWeight'),
    emaMomentum: numberParam(carot, 'emaMomentum'),
  };
}

/** The lab itself: its model, its steps, its evaluation. */
export const makeOurs =
  (startBackend: StartBackend) =>
  async (setup: Setup): Promise<Made> => {
    const { source, methods } = setup;
    if (!source) throw new Error('the lab needs a source');
    const { limits, ...ground } = await startBackend(setup);
    const { modelId, datasetId, baseUrl } = source;
    const { lab } = await loadLab(modelId, datasetId, baseUrl, limits, () => {});
    const config = measureConfig({ modelId, datasetId }, source.batchSize);
    // Before the lanes, whose making gives back what reading the weights has taken.
    const task = await taskOf(lab, config, source.wholeBlocks);
    const lanes = measuredLanes(methods.map(trained), lab, config);
    // Made when it is asked for: its head would count as memory of a step.
    let evaluation: MeasuredEvaluation | null = null;
    const steps = Object.fromEntries(methods.map((id, i) => [id, () => lanes.step(i)]));
    return {
      ground,
      steps,
      task,
      evaluate: async (images) => {
        evaluation ??= measuredEvaluation(lab, config);
        return evaluation.sample(images);
      },
      multiply: async (shapes) => {
        const rates: number[] = [];
        for (const shape of shapes) rates.push(await matMulRate(shape));
        return rates;
      },
    };
  };
