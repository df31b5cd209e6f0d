import { quoteText } from '../src/math/showValue.ts';
import { type AssetIds, chooseAssets, defaultAssets } from '../src/protocol/assets.ts';
import { type Catalogue, isRaceable, type MethodInfo } from '../src/protocol/catalogue.ts';
import { withSetting } from '../src/protocol/namedSettings.ts';
import { makeRunConfig, type RunConfig } from '../src/protocol/runConfig.ts';
import { validateRunConfig } from '../src/protocol/validateRunConfig.ts';
import type { RaceOptions } from './parseArguments.ts';
import { readConfigFile } from './readConfigFile.ts';
import { UsageError } from './usageError.ts';

export interface RacePlan {
  /** In the catalogue's order: the rows of the table. */
  readonly methods: readonly MethodInfo[];
  /** Raced only because a view mixes their weights; in `methods` too. */
  readonly added: readonly MethodInfo[];
  /** The same race for every seed. */
  readonly configs: readonly RunConfig[];
}

function lookUp(id: string, catalogue: Catalogue): MethodInfo {
  const methods = catalogue.methods.filter((m) => isRaceable(m) || m.base !== undefined);
  const found = methods.find((method) => method.id === id);
  if (found) return found;
  const known = methods.map((m) => (m.base ? `${m.id} (a view on ${m.base})` : m.id));
  throw new UsageError(`There is no method ${quoteText(id)}; the methods are ${known.join(', ')}.`);
}

/** Without a wish: the rows of the paper's table. */
function chooseMethods(wanted: readonly string[] | null, catalogue: Catalogue): MethodInfo[] {
  if (!wanted) return catalogue.methods.filter((method) => method.paper);
  return wanted.map((id) => lookUp(id, catalogue));
}

/** The id of an entry. @throws UsageError that lists the known ones */
function idOf(
  kind: 'model' | 'dataset',
  wanted: string | null,
  entries: readonly { readonly id: string }[],
): string | undefined {
  if (wanted === null || entries.some(({ id }) => id === wanted)) return wanted ?? undefined;
  const known = entries.map(({ id }) => id).join(', ');
  throw new UsageError(`There is no ${kind} ${quoteText(wanted)}; the ${kind}s are ${known}.`);
}

/** Model and dataset. Where one alone is asked for, the other is the default, or the first that fits. */
function planAssets({ model, dataset }: RaceOptions, catalogue: Catalogue): AssetIds {
  const modelId = idOf('model', model, catalogue.models);
  const datasetId = idOf('dataset', dataset, catalogue.datasets);
  const ids = {
    ...defaultAssets(catalogue),
    ...(modelId !== undefined && { modelId }),
    ...(datasetId !== undefined && { datasetId }),
  };
  // Both were named: what does not fit is said by the config's own check.
  if (modelId !== undefined && datasetId !== undefined) return ids;
  const chosen = modelId !== undefined ? { modelId } : { datasetId: ids.datasetId };
  return chooseAssets(ids, chosen, catalogue) ?? ids;
}

/** The lab's defaults, or what a file says, for these methods. */
function baseConfig(
  options: RaceOptions,
  methods: readonly MethodInfo[],
  catalogue: Catalogue,
): RunConfig {
  if (options.config === null) {
    return makeRunConfig(methods, catalogue, planAssets(options, catalogue));
  }
  const { config } = readConfigFile(options.config);
  const asked = { modelId: options.model, datasetId: options.dataset };
  const { modelId, datasetId } = planAssets(
    {
      ...options,
      model: asked.modelId ?? config.modelId,
      dataset: asked.datasetId ?? config.datasetId,
    },
    catalogue,
  );
  const fresh = makeRunConfig(methods, catalogue, { modelId, datasetId });
  const known = <Row extends { readonly methodId: string }>(held: readonly Row[], row: Row) =>
    held.find(({ methodId }) => methodId === row.methodId) ?? row;
  return {
    ...config,
    modelId,
    datasetId,
    lanes: fresh.lanes.map((lane) => known(config.lanes, lane)),
    views: fresh.views.map((view) => known(config.views, view)),
  };
}

/** Ids of the rows that are asked for, or that a file of settings has; null for the paper's. */
function wantedMethods(options: RaceOptions): readonly string[] | null {
  if (options.methods || options.config === null) return options.methods;
  const { lanes, views } = readConfigFile(options.config).config;
  return [...lanes, ...views].map(({ methodId }) => methodId);
}

/**
 * Turns what was asked into one config per seed. A view (WiSE-FT) brings the method whose weights it
 * mixes into the race.
 * @throws UsageError for an unknown method, model or dataset
 * @throws ConfigError for a config the engine would refuse
 */
export function planRace(options: RaceOptions, catalogue: Catalogue): RacePlan {
  const chosen = chooseMethods(wantedMethods(options), catalogue);
  const bases = chosen.flatMap((method) => (method.base ? [lookUp(method.base, catalogue)] : []));
  const added = [...new Set(bases)].filter((base) => !chosen.includes(base));
  const methods = catalogue.methods.filter((m) => chosen.includes(m) || added.includes(m));
  const base = baseConfig(options, methods, catalogue);
  const asked = options.settings.reduce<RunConfig>(
    (config, [name, value]) => withSetting(config, name, value, catalogue),
    {
      ...base,
      steps: options.steps ?? base.steps,
      batchSize: options.batch ?? base.batchSize,
      sampling: options.sampling ?? base.sampling,
      evaluation: {
        ...base.evaluation,
        everySteps: options.every ?? 0,
        finalLimit: options.evalLimit ?? 0,
      },
    },
  );
  const configs = options.seeds.map((seed) => ({ ...asked, seed }));
  for (const config of configs) validateRunConfig(config, catalogue);
  return { methods, added, configs };
}
