import type { Effect } from '../kit/slice.ts';
import type { ResultsSlice } from '../results/state.ts';
import { isActive } from '../run/phase.ts';
import type { RunSlice } from '../run/state.ts';
import type { ClockSlice } from '../view/state.ts';
import type { RunsSlice } from './state.ts';

/** Results of late evaluations arrive one by one: they rest this long before they are kept. */
const restMs = 1200;

/**
 * Keeps what the page makes: a race when it pauses or ends, and what is evaluated or bookmarked
 * afterwards. Never while steps are being trained.
 */
export const keepRuns: Effect<ClockSlice & ResultsSlice & RunSlice & RunsSlice> = (store) => {
  let rest: ReturnType<typeof setTimeout> | undefined;
  store.subscribe((state, before) => {
    const { run, runs } = state;
    const another = run?.id !== before.run?.id && run?.config !== before.run?.config;
    if (another && runs.openId !== null && runs.openId === before.runs.openId) {
      store.setState({ runs: { ...runs, openId: null, note: null } });
    }
    if (!run || isActive(run.phase) || runs.busyId !== null) return clearTimeout(rest);
    const changed =
      run.phase !== before.run?.phase ||
      state.evaluations !== before.evaluations ||
      (runs.openId !== null && state.clock.bookmarks !== before.clock.bookmarks);
    if (!changed || before.runs.busyId !== null) return;
    clearTimeout(rest);
    rest = setTimeout(() => void store.getState().keepRun(), restMs);
  });
};
