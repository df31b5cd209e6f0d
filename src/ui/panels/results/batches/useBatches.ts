import { useEffect, useState } from 'react';
import type { BatchedSet } from '../../../../results/types.ts';
import { useLab, useLabStore } from '../../../useLab.ts';

/** The sets, with the number of bins that they are cut into. */
interface BatchAnswer {
  readonly sets: readonly BatchedSet[];
  readonly binCount: number;
}

/**
 * The test sets of an evaluation by batch size, at the chosen number of bins, from the statistics
 * worker; null until it has answered once. Until it answers for another step, what it said before stays.
 *
 * @param key null asks nothing
 */
export function useBatches(key: string | null): BatchAnswer | null {
  const store = useLabStore();
  const binCount = useLab((state) => state.knobs.binCount);
  const [answer, setAnswer] = useState<BatchAnswer | null>(null);
  useEffect(() => {
    if (key === null) return setAnswer(null);
    let gone = false;
    const { statistics, reportError } = store.getState();
    statistics.batches(key, binCount).then(
      (sets) => !gone && setAnswer({ sets, binCount }),
      (error: unknown) => !gone && reportError(error),
    );
    return () => {
      gone = true;
    };
  }, [store, key, binCount]);
  return answer;
}
