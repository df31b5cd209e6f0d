import { isSameAssets } from '../../protocol/assets.ts';
import { type Catalogue, isRaceable } from '../../protocol/catalogue.ts';
import { type Preset, presets } from '../../protocol/presets.ts';
import {
  defaultBatchSize,
  defaultParams,
  defaultRunConfig,
  type RunConfig,
  withAssets,
} from '../../protocol/runConfig.ts';
import { ConfigError, validateRunConfig } from '../../protocol/validateRunConfig.ts';
import type { EngineSlice } from '../engine/state.ts';
import type { LabDeps } from '../kit/ports.ts';
import type { Slice } from '../kit/slice.ts';
import type { KnobsSlice } from '../view/state.ts';
import type { SetupSlice, SetupState } from './state.ts';
import { words } from './words.ts';

type Reads = EngineSlice & KnobsSlice & SetupSlice;

/**
 * The config that "Start" would run: references always, the ticked lanes, and every view whose
 * trained model is among them.
 */
export function toRunConfig(setup: SetupState, catalogue: Catalogue, alpha: number): RunConfig {
  const { included, params, ...settings } = setup;
  const raced = (id: string) => included[id] === true;
  return {
    ...settings,
    lanes: catalogue.methods
      .filter((method) => isRaceable(method) && (method.kind === 'reference' || raced(method.id)))
      .map(({ id }) => ({ methodId: id, params: params[id] ?? {} })),
    views: catalogue.methods
      .filter(({ kind, base }) => kind === 'interpolation' && base !== undefined && raced(base))
      .map(({ id }) => ({ methodId: id, alpha })),
  };
}

/** What stands in the way of starting, one sentence each; empty when nothing does. */
export function setupProblems(config: RunConfig, catalogue: Catalogue): readonly string[] {
  const problems: string[] = [];
  const races = config.lanes.some(
    ({ methodId }) => catalogue.methods.find(({ id }) => id === methodId)?.kind === 'trained',
  );
  if (!races) problems.push(words.noMethod);
  try {
    validateRunConfig(config, catalogue);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    problems.push(...error.problems);
  }
  return problems;
}

/** The preset that the setup's ticks and steps equal; null when they are the user's own. */
export function presetOf(setup: SetupState, catalogue: Catalogue): Preset | null {
  const raced = catalogue.methods.filter((m) => isRaceable(m) && m.kind !== 'reference');
  const equals = ({ steps, everySteps, includes }: Preset) =>
    setup.steps === steps &&
    setup.evaluation.everySteps === everySteps &&
    raced.every((method) => (setup.included[method.id] === true) === includes(method));
  return presets.find(equals) ?? null;
}

export const createSetupSlice =
  ({ newSeed }: LabDeps): Slice<SetupSlice, Reads> =>
  (set, get) => {
    const patch = (change: (setup: SetupState) => Partial<SetupState>) =>
      set(({ setup }) => ({ setup: { ...setup, ...change(setup) } }));
    return {
      setup: { ...defaultRunConfig, modelId: '', datasetId: '', included: {}, params: {} },
      adoptCatalogue: ({ methods, models, datasets }) =>
        patch((setup) => ({
          modelId: (models.find(({ id }) => id === setup.modelId) ?? models[0])?.id ?? '',
          datasetId: (datasets.find(({ id }) => id === setup.datasetId) ?? datasets[0])?.id ?? '',
          included: {
            ...Object.fromEntries(methods.map(({ id, inDefaultRace }) => [id, inDefaultRace])),
            ...setup.included,
          },
          params: {
            ...Object.fromEntries(methods.map(({ id, params }) => [id, defaultParams(params)])),
            ...setup.params,
          },
        })),
      include: (methodId, included) =>
        patch((setup) => ({ included: { ...setup.included, [methodId]: included } })),
      setParam: (methodId, name, value) =>
        patch(({ params }) => ({
          params: { ...params, [methodId]: { ...params[methodId], [name]: value } },
        })),
      setSettings: (change) => patch(() => change),
      setOptimizer: (change) =>
        patch(({ optimizer }) => ({ optimizer: { ...optimizer, ...change } })),
      setEvaluation: (change) =>
        patch(({ evaluation }) => ({ evaluation: { ...evaluation, ...change } })),
      resetSettings: () =>
        patch(({ datasetId }) => {
          const { catalogue } = get().engine;
          return {
            ...defaultRunConfig,
            ...(catalogue && { batchSize: defaultBatchSize(datasetId, catalogue) }),
          };
        }),
      takeConfig: ({ lanes, views, ...settings }) => {
        const alpha = views[0]?.alpha;
        if (alpha !== undefined) get().setAlpha(alpha);
        patch(({ included, params }) => ({
          ...settings,
          included: {
            ...Object.fromEntries(Object.keys(included).map((id) => [id, false])),
            ...Object.fromEntries(lanes.map(({ methodId }) => [methodId, true])),
          },
          params: {
            ...params,
            ...Object.fromEntries(lanes.map((lane) => [lane.methodId, lane.params])),
          },
        }));
      },
      takePreset: (presetId) => {
        const preset = presets.find(({ id }) => id === presetId);
        const methods = get().engine.catalogue?.methods;
        if (!preset || !methods) return;
        const { steps, everySteps, includes } = preset;
        patch(({ evaluation }) => ({
          steps,
          evaluation: { ...evaluation, everySteps },
          included: Object.fromEntries(methods.map((method) => [method.id, includes(method)])),
        }));
      },
      newSeed: () => patch(() => ({ seed: newSeed() })),
      takeAssets: (ids) => {
        const { catalogue } = get().engine;
        const { setup } = get();
        if (catalogue && !isSameAssets(setup, ids))
          set({ setup: withAssets(setup, ids, catalogue) });
      },
    };
  };
