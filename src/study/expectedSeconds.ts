import type { RunConfig } from '../protocol/runConfig.ts';
import type { CellResult } from './cellResult.ts';

/** Images that a race looks at: three times each trained image, forward and back; once each evaluated. */
function workOf({ lanes, views, steps, batchSize }: RunConfig, trained: number, images: number) {
  return 3 * trained * steps * batchSize + (lanes.length + views.length) * images;
}

/**
 * How long a race would take at the speed of one that is done; null where that says nothing: other
 * data or another model.
 *
 * @param isTrained whether a method takes steps
 */
export function expectedSeconds(
  config: RunConfig,
  done: CellResult,
  isTrained: (methodId: string) => boolean,
): number | null {
  const { dataset, model, results, seconds } = done;
  if (config.datasetId !== dataset.id || config.modelId !== model.id) return null;
  const images = (results[0]?.splits ?? []).reduce((sum, { raw }) => sum + raw.n, 0);
  const trainedIn = ({ lanes }: RunConfig) =>
    lanes.filter(({ methodId }) => isTrained(methodId)).length;
  const known = workOf(done.config, trainedIn(done.config), images);
  return (seconds * workOf(config, trainedIn(config), images)) / known;
}
