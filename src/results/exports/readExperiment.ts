import { object, readBy } from '../../io/schema.ts';
import { LabError } from '../../protocol/labError.ts';
import type { RunConfig } from '../../protocol/runConfig.ts';
import { id, runConfigSchema } from '../runConfigSchema.ts';
import { isExperiment } from './experimentJson.ts';

/** Settings out of a file, and which data and model they were made for. */
export interface ReadExperiment {
  readonly config: RunConfig;
  /** null where the file does not say. */
  readonly dataset: string | null;
  readonly model: string | null;
}

const print = object({ id, version: id });

/**
 * Reads what `toExperimentJson` wrote, or a config alone. Whether this lab could run it is for
 * `validateRunConfig` to say.
 *
 * @param value parsed JSON
 * @throws LabError 'bad-experiment' that names the place
 */
export function readExperiment(value: unknown): ReadExperiment {
  const refuse = (problem: string): never => {
    throw new LabError(
      'bad-experiment',
      `The settings cannot be read: ${problem}.`,
      'Choose an experiment.json that the lab wrote, or mend what is named.',
    );
  };
  if (!isExperiment(value)) {
    return { config: readBy(runConfigSchema, value, refuse), dataset: null, model: null };
  }
  const { config, dataset, model } = readBy(
    object({ config: runConfigSchema, dataset: print, model: print }),
    value,
    refuse,
  );
  return { config, dataset: `${dataset.id} ${dataset.version}`, model: model.id };
}
