import type { StateCreator } from 'zustand';
import type { LabEvent } from '../protocol/events.ts';
import type { AlphaSlice } from './alphaSlice.ts';
import type { ClockSlice } from './clockSlice.ts';
import type { CompareSlice } from './compareSlice.ts';
import type { EngineSlice } from './engineSlice.ts';
import type { FindingsSlice } from './findingsSlice.ts';
import type { KnobsSlice } from './knobsSlice.ts';
import type { LayoutSlice } from './layoutSlice.ts';
import type { MatrixSlice } from './matrixSlice.ts';
import type { PicturesSlice } from './picturesSlice.ts';
import type { RecoverySlice } from './recoverySlice.ts';
import type { ResultsSlice } from './resultsSlice.ts';
import type { RunSlice } from './runSlice.ts';
import type { RunsSlice } from './runsSlice.ts';
import type { SelectionSlice } from './selectionSlice.ts';
import type { SetupSlice } from './setupSlice.ts';
import type { ShareSlice } from './shareSlice.ts';
import type { ShiftSlice } from './shiftSlice.ts';

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
