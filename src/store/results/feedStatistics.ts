import type { Effect } from '../kit/effect.ts';
import type { StatsPort } from '../kit/ports.ts';
import type { RunSlice } from '../run/state.ts';
import type { ResultsSlice } from './state.ts';

/** The statistics worker has what the page has: logits as they come, and none of a run that is gone. */
export const feedStatistics =
  (stats: StatsPort): Effect<ResultsSlice & RunSlice> =>
  (store) => {
    const refused = (error: unknown) => store.getState().reportError(error);
    store.getState().vault.follow({
      kept: (key, evaluation) => void stats.put(key, evaluation).catch(refused),
      dropped: (prefix) => void stats.drop(prefix).catch(refused),
    });
  };
