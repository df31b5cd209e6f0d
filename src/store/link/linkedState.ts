import type { SetupSlice, SetupState } from '../run/state.ts';
import type { Selection, SelectionSlice } from '../selection/state.ts';
import type {
  ClockSlice,
  KnobsSlice,
  KnobsState,
  LayoutSlice,
  LayoutState,
} from '../view/state.ts';

type Reads = ClockSlice & KnobsSlice & LayoutSlice & SelectionSlice & SetupSlice;

/** What a link carries: the next run and how the page looks at results. Never a command. */
export interface LinkedState {
  readonly setup: SetupState;
  readonly knobs: Pick<KnobsState, 'temperature' | 'alpha' | 'binCount' | 'binning' | 'oodSplitId'>;
  readonly scrubStep: number | null;
  readonly layout: LayoutState;
  readonly side: Selection['side'];
  readonly brush: Selection['confidence'];
}

export function linkedState({ setup, knobs, clock, layout, selection }: Reads): LinkedState {
  const { temperature, alpha, binCount, binning, oodSplitId } = knobs;
  return {
    setup,
    knobs: { temperature, alpha, binCount, binning, oodSplitId },
    scrubStep: clock.scrubStep,
    layout,
    side: selection.side,
    brush: selection.confidence,
  };
}
