import type { RunConfig } from '../protocol/runConfig.ts';
import type { CellResult } from './cellResult.ts';
import { trainingCost } from './raceCost.ts';

const workOf = (config: RunConfig, trained: readonly string[], images: number) =>
  trainingCost(config, trained) + (config.lanes.length + config.views.length) * images;

/**
 * How long a race would take at the speed of one that is done; null where that says nothing: other
 * data or another model.
 *
 * @param trained ids of the methods that take steps
 */
export function expectedSeconds(
  config: RunConfig,
  done: CellResult,
  trained: readonly string[],
): number | null {
  const { dataset, model, results, seconds } = done;
  if (config.datasetId !== dataset.id || config.modelId !== model.id) return null;
  const images = (results[0]?.splits ?? []).reduce((sum, { raw }) => sum + raw.n, 0);
  return (seconds * workOf(config, trained, images)) / workOf(done.config, trained, images);
}
