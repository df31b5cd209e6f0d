import { corruptionInfo, corruptions } from '../data/corruptions/registry.ts';
import { datasets } from '../data/registry.ts';
import { methodInfo, methods, type RegistryEntry } from '../methods/registry.ts';
import { models } from '../model/registry.ts';
import type { Catalogue } from '../protocol/catalogue.ts';
import type { LoadedInfo, ModelPrint } from '../protocol/events.ts';
import { LabError } from '../protocol/labError.ts';
import type { RunConfig } from '../protocol/runConfig.ts';
import { type RunPurpose, validateRunConfig } from '../protocol/validateRunConfig.ts';

/** What the registries offer, as plain data. */
export const offer: Catalogue = {
  methods: methods.map(methodInfo),
  datasets,
  models,
  corruptions: corruptions.map(corruptionInfo),
};

/** @throws LabError when no registered method has the id */
export function entryOf(id: string): RegistryEntry {
  const entry = methods.find((method) => method.id === id);
  if (entry) return entry;
  throw new LabError('unknown-method', `There is no method "${id}".`, 'Choose one of the list.');
}

/** What a run that is taken up again says of what it was made with. */
export interface MadeWith {
  readonly datasetVersion?: string;
  readonly model?: ModelPrint | undefined;
}

/**
 * A config names the model and the data it is for: others would train under a wrong name.
 * @throws LabError 'other-model', 'other-dataset'
 */
export function checkLoaded(
  { modelId, datasetId }: RunConfig,
  { model, dataset }: LoadedInfo,
  { datasetVersion = dataset.version, model: began = model }: MadeWith = {},
): void {
  const reload = 'Choose them in the settings, which loads them, and try again.';
  if (model.id !== modelId) {
    const message = `The run is for the model "${modelId}", but "${model.id}" is loaded.`;
    throw new LabError('other-model', message, reload);
  }
  if (began.digest !== model.digest) {
    const isSame = began.version === model.version;
    const now = isSame ? 'other files of that version are' : `version ${model.version} is`;
    throw new LabError(
      'other-model',
      `The run began from ${model.label} ${began.version}, but ${now} loaded now: its results would mix two models.`,
      'Its results stay in the list of runs. Run the race again for the model as it is now.',
    );
  }
  if (dataset.id !== datasetId || dataset.version !== datasetVersion) {
    const message = `The run is for the dataset "${datasetId}" ${datasetVersion}, but "${dataset.id}" ${dataset.version} is loaded.`;
    throw new LabError('other-dataset', message, reload);
  }
}

/** Refuses a config that this engine could not run honestly. @throws ConfigError */
export const checkConfig = (config: RunConfig, purpose?: RunPurpose): void =>
  validateRunConfig(config, offer, purpose);
