import type { LabState } from '../labState.ts';
import type { SetupState } from '../run/setupSlice.ts';
import type { Selection } from '../selection/selectionSlice.ts';
import type { KnobsState } from '../view/knobsSlice.ts';
import type { LayoutState } from '../view/layoutSlice.ts';

/** What a link carries: the next run and how the page looks at results. Never a command. */
export interface LinkedState {
  readonly setup: SetupState;
  readonly knobs: Pick<KnobsState, 'temperature' | 'alpha' | 'binCount' | 'binning' | 'oodSplitId'>;
  readonly scrubStep: number | null;
  readonly layout: LayoutState;
  readonly side: Selection['side'];
  readonly brush: Selection['confidence'];
}

export function linkedState({ setup, knobs, clock, layout, selection }: LabState): LinkedState {
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
