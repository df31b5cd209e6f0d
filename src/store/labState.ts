import type { StoreApi } from 'zustand/vanilla';
import type { LabEvent } from '../protocol/events.ts';
import type { CompareSlice, RunsSlice } from './archive/state.ts';
import type { ClassroomSlice } from './classroom/state.ts';
import type { DemoSlice } from './demo/state.ts';
import type { EngineSlice } from './engine/state.ts';
import type { LinkSlice } from './link/state.ts';
import type { RecordedSlice } from './recorded/state.ts';
import type { AlphaSlice, CorruptionSlice, FindingsSlice, ResultsSlice } from './results/state.ts';
import type { RecoverySlice, RunSlice, SetupSlice } from './run/state.ts';
import type { MatrixSlice, PicturesSlice, SelectionSlice } from './selection/state.ts';
import type { ShareSlice } from './share/state.ts';
import type { ClockSlice, KnobsSlice, LayoutSlice, TableSlice } from './view/state.ts';

/** The whole state of the page: one store, one slice a file. */
export type LabState = EngineSlice &
  SetupSlice &
  RunSlice &
  RunsSlice &
  RecordedSlice &
  RecoverySlice &
  ShareSlice &
  ClassroomSlice &
  LinkSlice &
  DemoSlice &
  CompareSlice &
  FindingsSlice &
  ResultsSlice &
  KnobsSlice &
  AlphaSlice &
  CorruptionSlice &
  MatrixSlice &
  ClockSlice &
  LayoutSlice &
  TableSlice &
  SelectionSlice &
  PicturesSlice & {
    /** Takes what the worker said since the last frame. */
    applyEvents(events: readonly LabEvent[]): void;
  };

/** The page's one store. */
export type LabStore = StoreApi<LabState>;
