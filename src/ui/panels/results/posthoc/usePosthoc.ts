import { useCallback, useEffect, useState } from 'react';
import type { CalibratorSaid, PosthocRow } from '../../../../results/posthocTypes.ts';
import { useLab, useLabStore } from '../../../useLab.ts';
import { useRested } from '../../../useRested.ts';

/** Bootstrap draws for the intervals shown. */
const draws = 400;
/** The clock rests this long before the worker is asked. */
const restMs = 200;

export interface PosthocAnswers {
  readonly calibrators: readonly CalibratorSaid[];
  /** By id; that of no calibrator under null. Those that are not there yet are being computed. */
  readonly rows: ReadonlyMap<string | null, PosthocRow>;
}

const nothing: PosthocAnswers = { calibrators: [], rows: new Map() };

/**
 * The rows of an evaluation, at the chosen bins, one after another: so the statistics worker answers
 * others in between. What was asked of another evaluation is let go.
 *
 * @param key null asks nothing
 */
export function usePosthoc(key: string | null): PosthocAnswers {
  const store = useLabStore();
  const { binCount, binning } = useLab((state) => state.knobs);
  const [answers, setAnswers] = useState(nothing);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other bins are other rows
  useEffect(
    () => setAnswers(({ calibrators }) => ({ calibrators, rows: new Map() })),
    [key, binCount, binning],
  );
  const work = useCallback(
    async (isGone: () => boolean) => {
      if (key === null) return;
      const { statistics } = store.getState();
      const calibrators = await statistics.calibrators(key);
      for (const id of [null, ...calibrators.map((one) => one.id)]) {
        if (isGone()) return;
        const row = await statistics.posthoc(key, id, { binCount, binning, draws });
        if (isGone()) return;
        setAnswers(({ rows }) => ({ calibrators, rows: new Map(rows).set(id, row) }));
      }
    },
    [store, key, binCount, binning],
  );
  useRested(key === null ? null : work, restMs);
  return answers;
}
