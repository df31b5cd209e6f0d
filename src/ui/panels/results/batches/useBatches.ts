import { useEffect, useState } from 'react';
import type { BatchedSet } from '../../../../results/types.ts';
import { useLab, useLabStore } from '../../../useLab.ts';

/**
 * The test sets of an evaluation by batch size, at the chosen number of bins, from the statistics
 * worker; null until it has answered once. Until it answers for another step, what it said before stays.
 *
 * @param key null asks nothing
 */
export function useBatches(key: string | null): readonly BatchedSet[] | null {
  const store = useLabStore();
  const binCount = useLab((state) => state.knobs.binCount);
  const [sets, setSets] = useState<readonly BatchedSet[] | null>(null);
  useEffect(() => {
    if (key === null) return setSets(null);
    let gone = false;
    const { statistics, reportError } = store.getState();
    statistics.batches(key, binCount).then(
      (answer) => !gone && setSets(answer),
      (error: unknown) => !gone && reportError(error),
    );
    return () => {
      gone = true;
    };
  }, [store, key, binCount]);
  return sets;
}
