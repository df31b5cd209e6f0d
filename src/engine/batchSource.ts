import { createBatcher } from '../data/batcher.ts';
import type { ImageBatch } from '../data/dataset.ts';
import { LabError } from '../protocol/labError.ts';
import type { RunConfig } from '../protocol/runConfig.ts';
import type { Lab } from './lab.ts';

/**
 * The batch of every step of a run, a pure function of its config and the dataset.
 * @throws DatasetError, LabError before anything runs: no train split, or a batch larger than it
 */
export function batchSource(config: RunConfig, lab: Lab): (step: number) => ImageBatch {
  const { dataset } = lab;
  const split = dataset.splits.find(({ role }) => role === 'train');
  if (!split) {
    throw new LabError(
      'no-train-split',
      `${dataset.label} has no train split.`,
      'Choose another dataset.',
    );
  }
  const { batchSize, sampling, seed, maxShift, templates } = config;
  const batcher = createBatcher({
    split,
    imageSize: dataset.imageSize,
    classCount: dataset.classNames.length,
    batchSize,
    sampling,
    seed,
    maxShift,
    templateCount: templates.length,
  });
  return (step) => batcher.batchAt(step);
}
