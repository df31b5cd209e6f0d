import type { Binning } from '../../metrics/binEdges.ts';
import type { TableColumn } from '../../results/tableColumns.ts';
import type { Pace } from '../run/pace.ts';

export interface Bookmark {
  readonly step: number;
  readonly note: string;
}

/** The one clock of every pane. */
export interface ClockState {
  /** Panes show the newest evaluation up to this step; null is LATEST, the newest there is. */
  readonly scrubStep: number | null;
  /** It moves by itself, from evaluation to evaluation, to the newest. */
  readonly playing: boolean;
  /** Where the pointer is on any time axis; null when it is on none. */
  readonly crosshair: number | null;
  /** In step order; a step holds at most one. */
  readonly bookmarks: readonly Bookmark[];
}

export interface ClockSlice {
  readonly clock: ClockState;
  /** What steps and evaluations of the run cost. */
  readonly pace: Pace;
  /** Sets every pane back to this step; null returns to LATEST. */
  scrubTo(step: number | null): void;
  /** Plays the run from where the clock stands, or from its beginning; or holds it there. */
  play(playing: boolean): void;
  setCrosshair(step: number | null): void;
  /** Sets or rewrites the bookmark of a step. */
  bookmark(step: number, note: string): void;
  removeBookmark(step: number): void;
}

/** Knobs: they change what is shown, never what is trained. */
export interface KnobsState {
  /** Logits are divided by it; 'own' takes each method's fitted temperature. */
  readonly temperature: number | 'own';
  /** Weight of the fine-tuned model in interpolation views. */
  readonly alpha: number;
  readonly binCount: number;
  readonly binning: Binning;
  /** The OOD set whose diagrams are drawn; null takes the first. */
  readonly oodSplitId: string | null;
  /** Interpolation views are being evaluated at `alpha`. */
  readonly evaluating: boolean;
}

export interface KnobsSlice {
  readonly knobs: KnobsState;
  setTemperature(temperature: number | 'own'): void;
  setAlpha(alpha: number): void;
  setBins(binCount: number, binning: Binning): void;
  setOodSplit(splitId: string): void;
}

export type StageTab = 'plane' | 'curves';

/** The pane that takes the room of its neighbours; 'all' share it. */
export type RoomyPane = 'all' | 'stage' | 'diagrams' | 'tray';

export type TrayTab = 'table' | 'images' | 'classes' | 'matrix' | 'runs';

/** The lesson in the rail, by its number; 'list' shows all of them, null has no rail. */
export type LessonPlace = number | 'list' | null;

/** How much of the lab stands on the page: what a first visit needs, or all of it. */
export type Density = 'first' | 'whole';

/** Which pane stands in front; part of a shared link, never of a run. */
export interface LayoutState {
  readonly stage: StageTab;
  readonly tray: TrayTab;
  readonly room: RoomyPane;
  readonly density: Density;
  readonly lesson: LessonPlace;
}

export interface LayoutSlice {
  readonly layout: LayoutState;
  showStage(stage: StageTab): void;
  showTray(tray: TrayTab): void;
  giveRoom(room: RoomyPane): void;
  showDensity(density: Density): void;
  showLesson(lesson: LessonPlace): void;
  /** What those who listen to the page are told next. */
  readonly announcement: string;
  announce(text: string): void;
}

/** What the results table shows, and of which metrics there are curves. */
export interface TableState {
  /** In order; each stands for an ID and an OOD column. */
  readonly columns: readonly TableColumn[];
  /** Opened rows, and the metrics that they show beyond the columns, by method. */
  readonly details: Readonly<Record<string, readonly string[]>>;
  /** Metrics that curves on the page are of. */
  readonly curves: readonly string[];
}

export interface TableSlice {
  readonly table: TableState;
  setColumns(columns: readonly TableColumn[]): void;
  /** Opens or closes a method's row. */
  toggleDetails(methodId: string): void;
  /** Has these metrics computed for a row while it is open. */
  detail(methodId: string, metrics: readonly string[]): void;
  /** Has these metrics computed for every live evaluation, as long as their curves are there. */
  drawCurves(metrics: readonly string[]): void;
}
