import type { ResultOptions } from '../../results/statsApi.ts';
import type { Followed } from '../kit/effect.ts';
import { nextFrame } from '../kit/nextFrame.ts';
import type { StatsPort } from '../kit/ports.ts';
import type { RunSlice } from '../run/state.ts';
import { prepareQuick } from './quickSummary.ts';
import type { CorruptionSlice, ResultsSlice } from './state.ts';

type Reads = CorruptionSlice & ResultsSlice & Pick<RunSlice, 'reportError'>;

/**
 * Asks the statistics worker for a result and takes the answer, unless what it is of has gone; the page
 * hears of answers a frame at a time, and of a failure once.
 */
export function resultAsker(
  { getState, setState }: Pick<Followed<Reads>, 'getState' | 'setState'>,
  stats: Pick<StatsPort, 'result'>,
): (key: string, options: ResultOptions) => Promise<void> {
  let waiting = false;
  const tell = () => {
    waiting = false;
    setState(({ summaryRevision }) => ({ summaryRevision: summaryRevision + 1 }));
  };
  const isKnown = (key: string) => {
    const { evaluations, corrupted } = getState();
    return [evaluations, corrupted].some((all) =>
      Object.values(all).some((list) => list.some((entry) => entry.key === key)),
    );
  };
  return async (key, options) => {
    try {
      const result = await stats.result(key, options);
      if (!isKnown(key)) return;
      const { summaries, vault } = getState();
      summaries.take(key, result);
      prepareQuick(vault.get(key) ?? []);
      if (waiting) return;
      waiting = true;
      nextFrame(tell);
    } catch (error) {
      if (isKnown(key)) getState().reportError(error);
    }
  };
}
