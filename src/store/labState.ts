import type { StateCreator } from 'zustand';
import type { LabEvent } from '../protocol/events.ts';
import type { CompareSlice } from './archive/compareSlice.ts';
import type { RunsSlice } from './archive/runsSlice.ts';
import type { EngineSlice } from './engine/engineSlice.ts';
import type { AlphaSlice } from './results/alphaSlice.ts';
import type { FindingsSlice } from './results/findingsSlice.ts';
import type { ResultsSlice } from './results/resultsSlice.ts';
import type { ShiftSlice } from './results/shiftSlice.ts';
import type { RecoverySlice } from './run/recoverySlice.ts';
import type { RunSlice } from './run/runSlice.ts';
import type { SetupSlice } from './run/setupSlice.ts';
import type { MatrixSlice } from './selection/matrixSlice.ts';
import type { PicturesSlice } from './selection/picturesSlice.ts';
import type { SelectionSlice } from './selection/selectionSlice.ts';
import type { ShareSlice } from './share/shareSlice.ts';
import type { ClockSlice } from './view/clockSlice.ts';
import type { KnobsSlice } from './view/knobsSlice.ts';
import type { LayoutSlice } from './view/layoutSlice.ts';

/** The whole state of the page: one store, one slice a file. */
export type LabState = EngineSlice &
  SetupSlice &
  RunSlice &
  RunsSlice &
  RecoverySlice &
  ShareSlice &
  CompareSlice &
  FindingsSlice &
  ResultsSlice &
  KnobsSlice &
  AlphaSlice &
  ShiftSlice &
  MatrixSlice &
  ClockSlice &
  LayoutSlice &
  SelectionSlice &
  PicturesSlice & {
    /** Takes what the worker said since the last frame. */
    applyEvents(events: readonly LabEvent[]): void;
  };

export type Slice<Own> = StateCreator<LabState, [], [], Own>;
