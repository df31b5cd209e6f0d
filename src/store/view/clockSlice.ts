import type { Slice } from '../kit/slice.ts';
import { evaluatedSteps } from '../results/selectors.ts';
import type { ResultsSlice } from '../results/state.ts';
import { noPace } from '../run/pace.ts';
import type { ClockSlice, ClockState } from './state.ts';

type Reads = ClockSlice & ResultsSlice;

export const emptyClock: ClockState = {
  scrubStep: null,
  playing: false,
  crosshair: null,
  bookmarks: [],
};

export const createClockSlice: Slice<ClockSlice, Reads> = (set, get) => {
  const patch = (change: Partial<ClockState>) =>
    set(({ clock }) => ({ clock: { ...clock, ...change } }));
  const others = (step: number) => get().clock.bookmarks.filter((mark) => mark.step !== step);
  return {
    clock: emptyClock,
    pace: noPace,
    scrubTo: (scrubStep) => {
      const { clock } = get();
      if (scrubStep === clock.scrubStep && !clock.playing) return;
      patch({ scrubStep, playing: false });
    },
    play: (playing) => {
      if (playing === get().clock.playing) return;
      const [first] = evaluatedSteps(get());
      if (playing && first === undefined) return;
      patch({ playing, ...(playing && { scrubStep: get().clock.scrubStep ?? first }) });
    },
    setCrosshair: (crosshair) => {
      if (crosshair !== get().clock.crosshair) patch({ crosshair });
    },
    bookmark: (step, note) =>
      patch({ bookmarks: [...others(step), { step, note }].sort((a, b) => a.step - b.step) }),
    removeBookmark: (step) => patch({ bookmarks: others(step) }),
  };
};
