import {
  type Catalogue,
  isRaceable,
  type MethodInfo,
  type ParamSpec,
  type ParamValues,
} from './catalogue.ts';

/** One lane of a race. */
export interface LaneConfig {
  readonly methodId: string;
  readonly params: ParamValues;
}

/** A view on a lane's weights, evaluated when the race ends: WiSE-FT at `alpha`. */
export interface ViewConfig {
  readonly methodId: string;
  /** Weight of the fine-tuned model, 0..1. */
  readonly alpha: number;
}

export interface OptimizerConfig {
  readonly learningRate: number;
  /** Share of the steps spent in linear warm-up, before the cosine; 0..1. */
  readonly warmupFraction: number;
  readonly weightDecay: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** false spares biases, LayerNorm, embeddings' vectors and the logit scale, as many recipes do. */
  readonly decayVectors: boolean;
  /** Global L2 norm to which gradients are clipped; 0 switches clipping off. */
  readonly clipNorm: number;
}

export interface EvaluationConfig {
  /** A live evaluation every so many steps, and at step 0; 0 switches it off. */
  readonly everySteps: number;
  /** Images per split in live evaluations: a fixed stratified subset. */
  readonly liveLimit: number;
  /** Images per split in the final evaluation; 0 means all. */
  readonly finalLimit: number;
}

/** Everything that determines a run. Same config, same backend: same curve. */
export interface RunConfig {
  readonly version: 1;
  readonly modelId: string;
  readonly datasetId: string;
  readonly lanes: readonly LaneConfig[];
  readonly views: readonly ViewConfig[];
  readonly seed: number;
  readonly steps: number;
  readonly batchSize: number;
  readonly optimizer: OptimizerConfig;
  /** Prompt templates, '{}' stands for the class name; the same set for every method's head. */
  readonly templates: readonly string[];
  /** Random translation of training images, in pixels in each direction. */
  readonly maxShift: number;
  readonly evaluation: EvaluationConfig;
}

/** Measured on the first checkpoint; see docs/decisions/starting-defaults.md. */
export const defaultRunConfig: Omit<RunConfig, 'lanes' | 'views'> = {
  version: 1,
  modelId: 'iconclip',
  datasetId: 'iconshift',
  seed: 0,
  steps: 152,
  batchSize: 128,
  optimizer: {
    learningRate: 4e-4,
    warmupFraction: 0.1,
    weightDecay: 0.1,
    beta1: 0.9,
    beta2: 0.999,
    epsilon: 1e-8,
    decayVectors: true,
    clipNorm: 1,
  },
  templates: ['{}', 'an icon of {}', 'a drawing of {}'],
  maxShift: 3,
  evaluation: { everySteps: 19, liveLimit: 200, finalLimit: 0 },
};

/** A method's parameters at their registered defaults. */
export function defaultParams(specs: Readonly<Record<string, ParamSpec>>): ParamValues {
  return Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, spec.default]));
}

/** A complete config for these methods at the lab's defaults: lanes to race and views at α = 0.5. */
export function makeRunConfig(methods: readonly MethodInfo[]): RunConfig {
  const lanes = methods.filter(isRaceable);
  const views = methods.filter((method) => method.kind === 'interpolation');
  return {
    ...defaultRunConfig,
    lanes: lanes.map(({ id, params }) => ({ methodId: id, params: defaultParams(params) })),
    views: views.map(({ id }) => ({ methodId: id, alpha: 0.5 })),
  };
}

/** The user asked for a run that cannot be: one sentence per problem. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

function checkNumber(problems: string[], name: string, value: unknown, min: number, max: number) {
  if (typeof value !== 'number' || !Number.isFinite(value) || value < min || value > max) {
    problems.push(`${name} must be a number from ${min} to ${max}, not ${String(value)}.`);
  }
}

/** What a setting may be; `whole` leaves out fractions. */
export interface Limits {
  readonly min: number;
  readonly max: number;
  readonly whole?: boolean;
}

/** Of the settings that every lane shares: what is checked, and what the page's fields mark. */
export const settingLimits = {
  seed: { min: 0, max: 2 ** 32 - 1, whole: true },
  steps: { min: 1, max: 100_000, whole: true },
  batchSize: { min: 2, max: 4096, whole: true },
  maxShift: { min: 0, max: 64, whole: true },
  learningRate: { min: 0, max: 10 },
  warmupFraction: { min: 0, max: 1 },
  weightDecay: { min: 0, max: 10 },
  beta1: { min: 0, max: 0.999999 },
  beta2: { min: 0, max: 0.9999999 },
  epsilon: { min: 1e-16, max: 1 },
  clipNorm: { min: 0, max: 1e6 },
  everySteps: { min: 0, max: 100_000, whole: true },
  liveLimit: { min: 1, max: 1e6, whole: true },
  finalLimit: { min: 0, max: 1e6, whole: true },
} as const satisfies Readonly<Record<string, Limits>>;

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
    problems.push(`${name} must be one of ${offered}, not ${String(value)}.`);
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
      problems.push(`No method "${lane.methodId}" can be raced; choose from ${known.join(', ')}.`);
      continue;
    }
    if (seen.has(method.id)) problems.push(`${method.label} stands in the race twice.`);
    seen.add(method.id);
    for (const [name, spec] of Object.entries(method.params)) {
      checkParam(problems, method.label, spec, lane.params[name]);
    }
  }
  for (const view of config.views) {
    const method = catalogue.methods.find((candidate) => candidate.id === view.methodId);
    if (method?.kind !== 'interpolation') {
      problems.push(`There is no view "${view.methodId}" on a trained model.`);
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
    if (!known.some((entry) => entry.id === id)) problems.push(`There is no ${what} "${id}".`);
  }
  checkLanes(problems, config, catalogue, purpose);
  const { optimizer, evaluation } = config;
  const settings: readonly (readonly [name: string, value: unknown, limits: Limits])[] = [
    ['Seed', config.seed, settingLimits.seed],
    ['Steps', config.steps, settingLimits.steps],
    ['Batch size', config.batchSize, settingLimits.batchSize],
    ['Random shift', config.maxShift, settingLimits.maxShift],
    ['Learning rate', optimizer.learningRate, settingLimits.learningRate],
    ['Warm-up', optimizer.warmupFraction, settingLimits.warmupFraction],
    ['Weight decay', optimizer.weightDecay, settingLimits.weightDecay],
    ['Beta 1', optimizer.beta1, settingLimits.beta1],
    ['Beta 2', optimizer.beta2, settingLimits.beta2],
    ['Adam epsilon', optimizer.epsilon, settingLimits.epsilon],
    ['Clipping norm', optimizer.clipNorm, settingLimits.clipNorm],
    ['Steps between evaluations', evaluation.everySteps, settingLimits.everySteps],
    ['Images per live evaluation', evaluation.liveLimit, settingLimits.liveLimit],
    ['Images per final evaluation', evaluation.finalLimit, settingLimits.finalLimit],
  ];
  for (const [name, value, limits] of settings) checkSetting(problems, name, value, limits);
  if (config.templates.length === 0 || !config.templates.every((t) => t.includes('{}'))) {
    problems.push('Every prompt template needs a "{}" where the class name goes.');
  }
  if (problems.length > 0) throw new ConfigError(problems.join(' '));
}
