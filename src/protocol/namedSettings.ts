import { quoteText } from '../math/showValue.ts';
import type { Catalogue, MethodInfo } from './catalogue.ts';
import { defaultParams, type RunConfig } from './runConfig.ts';
import { ConfigError } from './validateRunConfig.ts';

/** A value that one setting of a run can have. */
export type SettingValue = number | string;

type Shared = (config: RunConfig, value: SettingValue) => RunConfig;

const inOptimizer =
  (name: keyof RunConfig['optimizer']): Shared =>
  (config, value) => ({ ...config, optimizer: { ...config.optimizer, [name]: value } });

/** What every lane of a race shares, by the names of the config and the short one for the rate. */
const shared: Readonly<Record<string, Shared>> = {
  lr: inOptimizer('learningRate'),
  learningRate: inOptimizer('learningRate'),
  warmupFraction: inOptimizer('warmupFraction'),
  weightDecay: inOptimizer('weightDecay'),
  beta1: inOptimizer('beta1'),
  beta2: inOptimizer('beta2'),
  epsilon: inOptimizer('epsilon'),
  clipNorm: inOptimizer('clipNorm'),
  steps: (config, value) => ({ ...config, steps: value as number }),
  batchSize: (config, value) => ({ ...config, batchSize: value as number }),
  sampling: (config, value) => ({ ...config, sampling: value as RunConfig['sampling'] }),
  maxShift: (config, value) => ({ ...config, maxShift: value as number }),
};

/** Names of all settings that a race of these methods has: "lr", "carot.distillWeight", "wise-ft.alpha". */
export const settingNames = (methods: readonly MethodInfo[]): readonly string[] => [
  ...Object.keys(shared),
  ...methods.flatMap(({ id, kind, params }) =>
    kind === 'interpolation'
      ? [`${id}.alpha`]
      : Object.keys(params).map((param) => `${id}.${param}`),
  ),
];

/**
 * The config with one setting changed. Whether the value can be run is for `validateRunConfig` to say.
 *
 * @param name of `settingNames`; a parameter of a method goes before its name and a dot
 * @throws ConfigError for a name that no setting of this race has
 */
export function withSetting(
  config: RunConfig,
  name: string,
  value: SettingValue,
  { methods }: Pick<Catalogue, 'methods'>,
): RunConfig {
  const change = Object.hasOwn(shared, name) ? shared[name] : undefined;
  if (change) return change(config, value);
  const racing = methods.filter(({ id }) =>
    [...config.lanes, ...config.views].some(({ methodId }) => methodId === id),
  );
  if (!settingNames(racing).includes(name)) {
    const known = settingNames(racing).join(', ');
    throw new ConfigError([`This race has no setting ${quoteText(name)}; it has ${known}.`]);
  }
  const [methodId, param] = name.split(/\.(.*)/s) as [string, string];
  const method = racing.find(({ id }) => id === methodId)!;
  return {
    ...config,
    lanes: config.lanes.map((lane) =>
      lane.methodId === methodId
        ? { ...lane, params: { ...defaultParams(method.params), ...lane.params, [param]: value } }
        : lane,
    ),
    views: config.views.map((view) =>
      view.methodId === methodId && param === 'alpha' ? { ...view, alpha: value as number } : view,
    ),
  };
}

/** A value as it is typed: a number where it reads as one, else the text. */
export function readSettingValue(text: string): SettingValue {
  const number = Number(text);
  return text.trim() !== '' && Number.isFinite(number) ? number : text.trim();
}
