import { useEffect, useState } from 'react';
import type { CalibratorSaid, PosthocRow } from '../../../../results/posthocTypes.ts';
import { useLab, useLabStore } from '../../../useLab.ts';

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
  useEffect(() => {
    setAnswers(({ calibrators }) => ({ calibrators, rows: new Map() }));
    if (key === null) return;
    let gone = false;
    const ask = async () => {
      const { statistics, reportError } = store.getState();
      try {
        const calibrators = await statistics.calibrators(key);
        for (const id of [null, ...calibrators.map((one) => one.id)]) {
          if (gone) return;
          const row = await statistics.posthoc(key, id, { binCount, binning, draws });
          if (gone) return;
          setAnswers(({ rows }) => ({ calibrators, rows: new Map(rows).set(id, row) }));
        }
      } catch (error) {
        if (!gone) reportError(error);
      }
    };
    const rest = setTimeout(() => void ask(), restMs);
    return () => {
      gone = true;
      clearTimeout(rest);
    };
  }, [store, key, binCount, binning]);
  return answers;
}
