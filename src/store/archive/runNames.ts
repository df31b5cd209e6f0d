import type { Catalogue } from '../../protocol/catalogue.ts';
import {
  defaultBatchSize,
  defaultParams,
  defaultRunConfig,
  type RunConfig,
} from '../../protocol/runConfig.ts';
import type { RunRecord } from '../../results/runRecord.ts';

const isReference = (catalogue: Catalogue, methodId: string) =>
  catalogue.methods.find(({ id }) => id === methodId)?.kind === 'reference';

/** A method's label, or its id where this lab does not know it. */
export const methodLabel = (catalogue: Catalogue | null, methodId: string) =>
  catalogue?.methods.find(({ id }) => id === methodId)?.label ?? methodId;

/** "FT · FLYP · CaRot, 152 steps, seed 0": what was trained, for how long, and on which batches. */
export function runName(config: RunConfig, step: number, catalogue: Catalogue): string {
  const trained = config.lanes.filter(({ methodId }) => !isReference(catalogue, methodId));
  const labels = trained.map(({ methodId }) => methodLabel(catalogue, methodId));
  return `${labels.join(' · ') || 'No method'}, ${step} steps, seed ${config.seed}`;
}

type Named = Pick<RunRecord, 'name' | 'config' | 'step'>;

/**
 * The name that a person gave the run; where nobody did, one that tells what it now is.
 * @param kept what lies in the archive of it: a race that goes on, or gets a lane, outgrows its name
 */
export function currentName(
  kept: Named | null | undefined,
  config: RunConfig,
  step: number,
  catalogue: Catalogue,
): string {
  const given = kept && kept.name !== runName(kept.config, kept.step, catalogue);
  return given ? kept.name : runName(config, step, catalogue);
}

/** One setting of a config, flat: what the list, the comparison and the exports name. */
export interface ConfigEntry {
  readonly name: string;
  readonly value: number | string | boolean;
}

/** 0.0004 → "4e-4"; others as they are. */
const shortValue = (value: number) =>
  value !== 0 && Math.abs(value) < 0.001 ? value.toExponential() : String(value);

const show = (value: ConfigEntry['value']) =>
  typeof value === 'number'
    ? shortValue(value)
    : value === true
      ? 'on'
      : value === false
        ? 'off'
        : value;

/** Every setting that determines a run, with the short name that people know it by. */
export function configEntries(config: RunConfig, catalogue: Catalogue | null): ConfigEntry[] {
  const { optimizer, evaluation } = config;
  const shared: ConfigEntry[] = [
    { name: 'lr', value: optimizer.learningRate },
    { name: 'steps', value: config.steps },
    { name: 'batch', value: config.batchSize },
    { name: 'batches', value: config.sampling },
    { name: 'warm-up', value: optimizer.warmupFraction },
    { name: 'weight decay', value: optimizer.weightDecay },
    { name: 'β₁', value: optimizer.beta1 },
    { name: 'β₂', value: optimizer.beta2 },
    { name: 'ε of Adam', value: optimizer.epsilon },
    { name: 'decay on vectors', value: optimizer.decayVectors },
    { name: 'clip', value: optimizer.clipNorm },
    { name: 'translation', value: config.maxShift },
    { name: 'prompts', value: config.templates.join(' | ') },
    { name: 'evaluate every', value: evaluation.everySteps },
    { name: 'subset images', value: evaluation.liveLimit },
    { name: 'final images', value: evaluation.finalLimit },
    { name: 'model', value: config.modelId },
    { name: 'dataset', value: config.datasetId },
    { name: 'seed', value: config.seed },
  ];
  const own = config.lanes.flatMap(({ methodId, params }) =>
    Object.entries(params).map(([name, value]) => {
      const label = catalogue?.methods.find(({ id }) => id === methodId)?.params[name]?.label;
      return { name: `${methodLabel(catalogue, methodId)} ${label ?? name}`, value };
    }),
  );
  return [...own, ...shared];
}

/** "lr 4e-4→2e-4, seed 7": what differs from the lab's defaults; empty where nothing does. */
export function presetDiff(config: RunConfig, catalogue: Catalogue): string {
  const preset: RunConfig = {
    ...defaultRunConfig,
    batchSize: defaultBatchSize(config.datasetId, catalogue),
    modelId: catalogue.models[0]?.id ?? config.modelId,
    datasetId: catalogue.datasets[0]?.id ?? config.datasetId,
    lanes: config.lanes.map(({ methodId, params }) => {
      const known = catalogue.methods.find(({ id }) => id === methodId);
      return { methodId, params: known ? defaultParams(known.params) : params };
    }),
    views: config.views,
  };
  const before = new Map(configEntries(preset, catalogue).map(({ name, value }) => [name, value]));
  return configEntries(config, catalogue)
    .filter(({ name, value }) => before.get(name) !== value)
    .map(({ name, value }) => {
      if (name === 'seed') return `seed ${value}`;
      if (name === 'prompts') return `${config.templates.length} prompts of its own`;
      const old = before.get(name);
      return old === undefined ? `${name} ${show(value)}` : `${name} ${show(old)}→${show(value)}`;
    })
    .join(', ');
}
