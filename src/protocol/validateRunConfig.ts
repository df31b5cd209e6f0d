import { quoteText, showValue } from '../math/showValue.ts';
import { misfit } from './assets.ts';
import { type Catalogue, isRaceable, type MethodInfo, type ParamSpec } from './catalogue.ts';
import { LabError } from './labError.ts';
import { batchSamplings, type RunConfig } from './runConfig.ts';
import { type Limits, settingLimits } from './settingLimits.ts';

/** The user asked for a run that cannot be. */
export class ConfigError extends LabError {
  override readonly name = 'ConfigError';
  /** One sentence each. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super('bad-config', problems.join(' '), 'Change what is named, then try again.');
    this.problems = problems;
  }
}

function checkNumber(problems: string[], name: string, value: unknown, min: number, max: number) {
  if (typeof value !== 'number' || !Number.isFinite(value) || value < min || value > max) {
    problems.push(`${name} must be a number from ${min} to ${max}, not ${showValue(value)}.`);
  }
}

function checkSetting(problems: string[], name: string, value: unknown, limits: Limits) {
  checkNumber(problems, name, value, limits.min, limits.max);
  if (limits.whole && typeof value === 'number' && Number.isFinite(value) && value % 1 !== 0) {
    problems.push(`${name} must be a whole number, not ${value}.`);
  }
}

function checkParam(problems: string[], owner: string, spec: ParamSpec, value: unknown) {
  const name = `${owner}, ${spec.label}`;
  if (spec.kind === 'number') return checkNumber(problems, name, value, spec.min, spec.max);
  if (!spec.options.some((option) => option.value === value)) {
    const offered = spec.options.map((option) => option.value).join(', ');
    problems.push(`${name} must be one of ${offered}, not ${showValue(value)}.`);
  }
}

/** A run that is to be raced, or one whose weights are there already. */
export type RunPurpose = 'race' | 'restore';

function checkLanes(
  problems: string[],
  config: RunConfig,
  catalogue: Catalogue,
  purpose: RunPurpose,
) {
  const mayStand = (method: MethodInfo) =>
    isRaceable(method) || (purpose === 'restore' && method.kind === 'imported');
  const seen = new Set<string>();
  for (const lane of config.lanes) {
    const method = catalogue.methods.find((candidate) => candidate.id === lane.methodId);
    if (!method || !mayStand(method)) {
      const known = catalogue.methods.filter(mayStand).map((m) => m.id);
      problems.push(
        `No method ${quoteText(lane.methodId)} can be raced; choose from ${known.join(', ')}.`,
      );
      continue;
    }
    if (seen.has(method.id)) problems.push(`${method.label} stands in the race twice.`);
    seen.add(method.id);
    for (const [name, spec] of Object.entries(method.params)) {
      checkParam(problems, method.label, spec, lane.params[name]);
    }
  }
  for (const { label, combination } of catalogue.methods.filter(({ id }) => seen.has(id))) {
    if (!combination) continue;
    const { of, least } = combination;
    if (of.filter((id) => seen.has(id)).length >= least) continue;
    const labels = catalogue.methods.filter(({ id }) => of.includes(id)).map((m) => m.label);
    const wanted = labels.length > 1 ? `${least} of ${labels.join(', ')}` : labels.join();
    problems.push(`${label} is made of trained lanes: race ${wanted} too.`);
  }
  for (const view of config.views) {
    const method = catalogue.methods.find((candidate) => candidate.id === view.methodId);
    if (method?.kind !== 'interpolation') {
      problems.push(`There is no view ${quoteText(view.methodId)} on a trained model.`);
    } else if (!seen.has(method.base ?? '')) {
      problems.push(`${method.label} mixes the weights of "${method.base}": race that one too.`);
    }
    checkNumber(problems, 'Alpha', view.alpha, 0, 1);
  }
  if (config.lanes.length === 0) problems.push('Choose at least one method.');
}

/**
 * Refuses a config the engine could not run honestly. Weights out of a file may stand in a run that
 * is restored, never in one that is to be raced.
 * @throws ConfigError with every problem found, one sentence each
 */
export function validateRunConfig(
  config: RunConfig,
  catalogue: Catalogue,
  purpose: RunPurpose = 'race',
): void {
  const problems: string[] = [];
  if (config.version !== 1)
    problems.push(`This lab reads version 1 of a run, not ${config.version}.`);
  for (const [what, id, known] of [
    ['model', config.modelId, catalogue.models],
    ['dataset', config.datasetId, catalogue.datasets],
  ] as const) {
    if (!known.some((entry) => entry.id === id))
      problems.push(`There is no ${what} ${quoteText(id)}.`);
  }
  const unfit = misfit(config, catalogue);
  if (unfit) problems.push(unfit);
  checkLanes(problems, config, catalogue, purpose);
  const { optimizer, evaluation } = config;
  const settings: readonly (readonly [name: string, value: unknown, limits: Limits])[] = [
    ['Seed', config.seed, settingLimits.seed],
    ['Steps', config.steps, settingLimits.steps],
    ['Batch size', config.batchSize, settingLimits.batchSize],
    ['Random translation', config.maxShift, settingLimits.maxShift],
    ['Learning rate', optimizer.learningRate, settingLimits.learningRate],
    ['Warm-up', optimizer.warmupFraction, settingLimits.warmupFraction],
    ['Weight decay', optimizer.weightDecay, settingLimits.weightDecay],
    ['Beta 1', optimizer.beta1, settingLimits.beta1],
    ['Beta 2', optimizer.beta2, settingLimits.beta2],
    ['Adam epsilon', optimizer.epsilon, settingLimits.epsilon],
    ['Clipping norm', optimizer.clipNorm, settingLimits.clipNorm],
    ['Steps between evaluations', evaluation.everySteps, settingLimits.everySteps],
    ['Images per subset evaluation', evaluation.liveLimit, settingLimits.liveLimit],
    ['Images per final evaluation', evaluation.finalLimit, settingLimits.finalLimit],
  ];
  for (const [name, value, limits] of settings) checkSetting(problems, name, value, limits);
  if (!batchSamplings.includes(config.sampling)) {
    problems.push(`Batches cannot be drawn ${showValue(config.sampling)}.`);
  }
  const { classCount } = catalogue.datasets.find(({ id }) => id === config.datasetId) ?? {};
  if (config.sampling === 'distinct' && classCount !== undefined && config.batchSize > classCount) {
    problems.push(
      `A batch of distinct classes holds at most ${classCount} images, one a class; random ones hold more.`,
    );
  }
  if (config.templates.length === 0 || !config.templates.every((t) => t.includes('{}'))) {
    problems.push('Every prompt template needs a "{}" where the class name goes.');
  }
  if (problems.length > 0) throw new ConfigError(problems);
}
