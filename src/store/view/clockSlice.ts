import type { Slice } from '../kit/slice.ts';
import type { ResultsSlice } from '../results/state.ts';
import { noPace } from '../run/pace.ts';
import type { ClockSlice, ClockState } from './state.ts';

type Reads = ClockSlice & ResultsSlice;

export const emptyClock: ClockState = { scrubStep: null, crosshair: null, bookmarks: [] };

export const createClockSlice: Slice<ClockSlice, Reads> = (set, get) => {
  const patch = (change: Partial<ClockState>) =>
    set(({ clock }) => ({ clock: { ...clock, ...change } }));
  const others = (step: number) => get().clock.bookmarks.filter((mark) => mark.step !== step);
  return {
    clock: emptyClock,
    pace: noPace,
    scrubTo: (scrubStep) => {
      if (scrubStep === get().clock.scrubStep) return;
      patch({ scrubStep });
    },
    setCrosshair: (crosshair) => {
      if (crosshair !== get().clock.crosshair) patch({ crosshair });
    },
    bookmark: (step, note) =>
      patch({ bookmarks: [...others(step), { step, note }].sort((a, b) => a.step - b.step) }),
    removeBookmark: (step) => patch({ bookmarks: others(step) }),
  };
};
