import { type AssetCatalogue, type AssetIds, batchWithin, defaultAssets } from './assets.ts';
import { isRaceable, type MethodInfo, type ParamSpec, type ParamValues } from './catalogue.ts';

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

/**
 * How training batches are drawn, the same for every method:
 * - `distinct`: one image of each of B different classes, so that no image is a wrong negative of another;
 * - `random`: B images of the shuffled split, as published for data with many classes.
 */
export type BatchSampling = 'distinct' | 'random';
export const batchSamplings: readonly BatchSampling[] = ['distinct', 'random'];

/** Everything that determines a run. Same config, same backend: same curve. */
export interface RunConfig extends AssetIds {
  readonly version: 1;
  readonly lanes: readonly LaneConfig[];
  readonly views: readonly ViewConfig[];
  readonly seed: number;
  readonly steps: number;
  readonly batchSize: number;
  readonly sampling: BatchSampling;
  readonly optimizer: OptimizerConfig;
  /** Prompt templates, '{}' stands for the class name; the same set for every method's head. */
  readonly templates: readonly string[];
  /** Random translation of training images, in pixels in each direction. */
  readonly maxShift: number;
  readonly evaluation: EvaluationConfig;
}

/**
 * Chosen on ID validation; see docs/decisions/starting-defaults.md. Model and dataset are those that
 * stand first in the catalogue.
 */
export const defaultRunConfig: Omit<RunConfig, 'lanes' | 'views' | keyof AssetIds> = {
  version: 1,
  seed: 0,
  steps: 800,
  batchSize: 96,
  sampling: 'distinct',
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
  evaluation: { everySteps: 50, liveLimit: 200, finalLimit: 0 },
};

/** A method's parameters at their registered defaults. */
export function defaultParams(specs: Readonly<Record<string, ParamSpec>>): ParamValues {
  return Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, spec.default]));
}

/** The default batch size; a dataset of fewer classes has one image of each. */
export const defaultBatchSize = (datasetId: string, catalogue: AssetCatalogue): number =>
  batchWithin(defaultRunConfig.batchSize, datasetId, catalogue);

/** A setup on another model and dataset. A batch size that nobody changed follows the dataset's default. */
export function withAssets<Setup extends Omit<RunConfig, 'lanes' | 'views'>>(
  setup: Setup,
  { modelId, datasetId }: AssetIds,
  catalogue: AssetCatalogue,
): Setup {
  const { batchSize, sampling } = setup;
  const untouched = batchSize === defaultBatchSize(setup.datasetId, catalogue);
  const drawn = sampling === 'distinct' ? batchWithin(batchSize, datasetId, catalogue) : batchSize;
  return {
    ...setup,
    modelId,
    datasetId,
    batchSize: untouched ? defaultBatchSize(datasetId, catalogue) : drawn,
  };
}

/** A complete config for these methods at the lab's defaults: lanes to race and views at α = 0.5. */
export function makeRunConfig(
  methods: readonly MethodInfo[],
  catalogue: AssetCatalogue,
  ids: AssetIds = defaultAssets(catalogue),
): RunConfig {
  const lanes = methods.filter(isRaceable);
  const views = methods.filter((method) => method.kind === 'interpolation');
  return {
    ...defaultRunConfig,
    modelId: ids.modelId,
    datasetId: ids.datasetId,
    batchSize: defaultBatchSize(ids.datasetId, catalogue),
    lanes: lanes.map(({ id, params }) => ({ methodId: id, params: defaultParams(params) })),
    views: views.map(({ id }) => ({ methodId: id, alpha: 0.5 })),
  };
}
