import type { Slice } from '../labState.ts';
import { noPace, type Pace } from '../run/pace.ts';

export interface Bookmark {
  readonly step: number;
  readonly note: string;
}

/** The one clock of every pane. */
export interface ClockState {
  /** Panes show the newest evaluation up to this step; null is LIVE, the newest there is. */
  readonly scrubStep: number | null;
  /** Where the pointer is on any time axis; null when it is on none. */
  readonly crosshair: number | null;
  /** In step order; a step holds at most one. */
  readonly bookmarks: readonly Bookmark[];
}

export interface ClockSlice {
  readonly clock: ClockState;
  /** What steps and evaluations of the run cost. */
  readonly pace: Pace;
  /** Sets every pane back to this step; null returns to LIVE. */
  scrubTo(step: number | null): void;
  setCrosshair(step: number | null): void;
  /** Sets or rewrites the bookmark of a step. */
  bookmark(step: number, note: string): void;
  removeBookmark(step: number): void;
}

export const emptyClock: ClockState = { scrubStep: null, crosshair: null, bookmarks: [] };

export const createClockSlice: Slice<ClockSlice> = (set, get) => {
  const patch = (change: Partial<ClockState>) =>
    set(({ clock }) => ({ clock: { ...clock, ...change } }));
  const others = (step: number) => get().clock.bookmarks.filter((mark) => mark.step !== step);
  return {
    clock: emptyClock,
    pace: noPace,
    scrubTo: (scrubStep) => {
      if (scrubStep === get().clock.scrubStep) return;
      patch({ scrubStep });
      get().refreshResults();
    },
    setCrosshair: (crosshair) => {
      if (crosshair !== get().clock.crosshair) patch({ crosshair });
    },
    bookmark: (step, note) =>
      patch({ bookmarks: [...others(step), { step, note }].sort((a, b) => a.step - b.step) }),
    removeBookmark: (step) => patch({ bookmarks: others(step) }),
  };
};
