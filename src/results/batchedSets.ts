import { eceByBatchSize } from '../metrics/publishedEce.ts';
import { topLabel } from '../metrics/topLabel.ts';
import type { MethodLogits } from './statsApi.ts';
import type { BatchedSet } from './types.ts';

/** Every test set of an evaluation, T = 1, its images in the order in which they stand. */
export function batchedSets(
  { splits, classCount }: Pick<MethodLogits, 'splits' | 'classCount'>,
  binCount: number,
): readonly BatchedSet[] {
  return splits.flatMap(({ splitId, role, logits, labels }) =>
    role === 'val'
      ? []
      : [
          {
            ...{ splitId, role, n: labels.length },
            sizes: eceByBatchSize(topLabel(logits, labels, classCount), binCount),
          },
        ],
  );
}
