import { type Effect, sameParts } from '../kit/effect.ts';
import type { ResultsSlice } from '../results/state.ts';
import { isActive } from '../run/phase.ts';
import type { RunSlice } from '../run/state.ts';
import type { ClockSlice } from '../view/state.ts';
import type { RunsSlice } from './state.ts';

/** Results of late evaluations arrive one by one: they rest this long before they are kept. */
const restMs = 1200;

/**
 * Keeps what the page makes: a race as it goes, and whole when it pauses or ends, and what is
 * evaluated or bookmarked afterwards. Never whole while steps are being trained.
 */
export const keepRuns: Effect<ClockSlice & ResultsSlice & RunSlice & RunsSlice> = (store) => {
  const { getState, setState } = store;
  let rest: ReturnType<typeof setTimeout> | undefined;
  store.subscribe(
    ({ run, runs }) => [run?.id, run?.config, runs.openId] as const,
    ([id, config, openId], [idBefore, configBefore, openBefore]) => {
      const another = id !== idBefore && config !== configBefore;
      if (!another || openId === null || openId !== openBefore) return;
      setState(({ runs }) => ({ runs: { ...runs, openId: null, note: null } }));
    },
    sameParts,
  );
  store.subscribe(
    ({ run, evaluations, clock, runs }) =>
      [run?.phase, evaluations, clock.bookmarks, runs.busyId] as const,
    ([phase, evaluations, bookmarks, busyId], before) => {
      if (!phase || isActive(phase) || busyId !== null) return clearTimeout(rest);
      const [phaseBefore, evaluationsBefore, bookmarksBefore, busyBefore] = before;
      const changed =
        phase !== phaseBefore ||
        evaluations !== evaluationsBefore ||
        (getState().runs.openId !== null && bookmarks !== bookmarksBefore);
      if (!changed || busyBefore !== null) return;
      clearTimeout(rest);
      rest = setTimeout(() => void getState().keepRun(), restMs);
    },
    sameParts,
  );
  store.hear({
    isEcho: (event) => getState().isEcho(event),
    takeAll: (events) => getState().journal(events),
  });
};
