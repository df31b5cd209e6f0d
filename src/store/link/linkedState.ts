import type { ClassroomSlice, ClassTask } from '../classroom/state.ts';
import type { DemoSlice, DemoState } from '../demo/state.ts';
import type { SetupSlice, SetupState } from '../run/state.ts';
import type { Selection, SelectionSlice } from '../selection/state.ts';
import type {
  ClockSlice,
  KnobsSlice,
  KnobsState,
  LayoutSlice,
  LayoutState,
  TableSlice,
  TableState,
} from '../view/state.ts';

type Reads = ClassroomSlice &
  ClockSlice &
  DemoSlice &
  KnobsSlice &
  LayoutSlice &
  SelectionSlice &
  SetupSlice &
  TableSlice;

/** What a link carries: the next run and how the page looks at results. Never a command. */
export interface LinkedState {
  readonly setup: SetupState;
  readonly knobs: Pick<KnobsState, 'temperature' | 'alpha' | 'binCount' | 'binning' | 'oodSplitId'>;
  readonly scrubStep: number | null;
  readonly layout: LayoutState;
  /** Of the results table. */
  readonly columns: TableState['columns'];
  readonly side: Selection['side'];
  readonly brush: Selection['confidence'];
  readonly task: ClassTask;
  /** Of the demo; null in the lab. */
  readonly beat: DemoState['beat'];
}

export function linkedState({
  setup,
  knobs,
  clock,
  layout,
  selection,
  table,
  classroom,
  demo,
}: Reads): LinkedState {
  const { temperature, alpha, binCount, binning, oodSplitId } = knobs;
  return {
    setup,
    knobs: { temperature, alpha, binCount, binning, oodSplitId },
    scrubStep: clock.scrubStep,
    layout,
    columns: table.columns,
    side: selection.side,
    brush: selection.confidence,
    task: classroom.task,
    beat: demo.beat,
  };
}
