import { notKept } from '../store/archive/selectors.ts';
import type { LabState, LabStore } from '../store/labState.ts';

/**
 * Whether closing the page would lose what nothing brings back: a race, or runs, in a browser that
 * keeps neither. One whose checkpoints and evaluations are kept loses seconds, and is not asked about.
 */
export function wouldBeLost(state: LabState): boolean {
  const { run, runs } = state;
  const trained = run !== null && run.log.size > 0;
  if (runs.mode === 'memory') return trained || runs.entries.length > 0;
  const unread = runs.mode === 'read-only' && runs.openId === null;
  return trained && (unread || notKept(state) !== null);
}

/** The part of a window that can ask before it closes. */
export interface LeavingWindow {
  addEventListener(type: 'beforeunload', listener: (event: Event) => void): void;
  removeEventListener(type: 'beforeunload', listener: (event: Event) => void): void;
}

/** Browsers word the question themselves; a listener that always listens slows going back and forth. */
const ask = (event: Event) => event.preventDefault();

/** Asks before the page is closed while that would lose something. */
export function guardLeaving(store: LabStore, page: LeavingWindow): void {
  let guarded = false;
  const look = (state: LabState) => {
    const now = wouldBeLost(state);
    if (now === guarded) return;
    guarded = now;
    if (now) page.addEventListener('beforeunload', ask);
    else page.removeEventListener('beforeunload', ask);
  };
  look(store.getState());
  store.subscribe(look);
}
