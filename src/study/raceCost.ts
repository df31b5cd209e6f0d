import type { LabEvent, SplitInfo } from '../protocol/events.ts';
import type { RunConfig } from '../protocol/runConfig.ts';

/** A step runs forward and back: three times the work of looking at an image once. */
const stepWork = 3;

const evaluated = (split: SplitInfo, limit: number) =>
  limit > 0 ? Math.min(limit, split.count) : split.count;

/** Work of the steps of a race: those of the lanes that take any. */
export const trainingCost = (
  { lanes, steps, batchSize }: Pick<RunConfig, 'lanes' | 'steps' | 'batchSize'>,
  trained: readonly string[],
): number =>
  lanes.filter((lane) => trained.includes(lane.methodId)).length * steps * stepWork * batchSize;

/**
 * Work of one race in images looked at once, for the progress bar and its ETA.
 * @param trained ids of the lanes that take steps (a reference takes none)
 */
export function raceCost(
  config: RunConfig,
  splits: readonly SplitInfo[],
  trained: readonly string[],
): number {
  const perEvaluation = splits
    .filter((split) => split.role !== 'train')
    .reduce((sum, split) => sum + evaluated(split, config.evaluation.finalLimit), 0);
  const evaluations = config.lanes.length + config.views.length;
  return trainingCost(config, trained) + evaluations * perEvaluation;
}

/** What one event has added to the work done. */
export function eventCost(event: LabEvent, config: RunConfig): number {
  if (event.type === 'train.step') return stepWork * config.batchSize;
  if (event.type === 'evaluation' && event.scope === 'full') return event.labels.length;
  return 0;
}
