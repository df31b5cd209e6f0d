import type { Catalogue } from '../src/protocol/catalogue.ts';
import type { BackendChoice } from '../src/protocol/engineApi.ts';
import type { BackendInfo, LoadedInfo } from '../src/protocol/events.ts';
import type { LabErrorShape } from '../src/protocol/labError.ts';
import type { RunConfig } from '../src/protocol/runConfig.ts';
import type { LogLine } from '../src/results/exports/logLines.ts';
import type { MethodResult } from '../src/results/types.ts';
import type { CellNumbers } from '../src/study/cellResult.ts';
import type { CellWish } from '../src/study/runCell.ts';
import type { RecordWish } from './recordCollect.ts';
import type { RecordedRace } from './recordRace.ts';

/** What the page tells the terminal while it works. */
export type HeadlessMessage =
  /** A sentence about what is going on. */
  | { readonly type: 'status'; readonly text: string }
  /** A step or an evaluation, where a log is wished for. */
  | { readonly type: 'log'; readonly seed: number; readonly line: LogLine }
  /** So much more of the race's work is done (raceCost's unit). */
  | { readonly type: 'work'; readonly done: number; readonly label: string };

/** Errors as plain data, so that code and hint survive the way out of the browser. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: LabErrorShape };

export interface OpenedLab {
  readonly backend: BackendInfo;
  readonly loaded: LoadedInfo;
}

/** What a race leaves beside its numbers. */
export interface RaceWish {
  /** Rows of images; null for none. */
  readonly rows: CellWish | null;
  /** Every step and evaluation, as messages. */
  readonly log: boolean;
  readonly weights: boolean;
}

/** What one race came to. */
export interface RaceOutcome {
  /** Rows of images, CSV, base64; absent unless wished for. */
  readonly images?: string;
  /** By lane, a safetensors file in the layout of Hugging Face, base64; absent unless wished for. */
  readonly weights?: Readonly<Record<string, string>>;
  /** The last evaluation of every lane and view. */
  readonly results: readonly MethodResult[];
  /** By method, the loss of every step before its update. */
  readonly losses: Readonly<Record<string, readonly number[]>>;
}

/** A race of a study; its rows of images as CSV, gzip, base64. */
export type CellAnswer = CellNumbers & { readonly images: string };

/** What cli/headless.html offers as `window.lab`. */
export interface HeadlessLab {
  catalogue(): Promise<Outcome<Catalogue>>;
  open(choice: BackendChoice, modelId: string, datasetId: string): Promise<Outcome<OpenedLab>>;
  /**
   * Runs one race to its end.
   * @param metrics beyond those that every summary has
   */
  race(
    config: RunConfig,
    metrics: readonly string[],
    wish?: RaceWish,
  ): Promise<Outcome<RaceOutcome>>;
  /** Runs one race to its end and holds its rows against each other. */
  cell(config: RunConfig, wish: CellWish): Promise<Outcome<CellAnswer>>;
  /** Runs one race to its end and gives back all that a recording holds. */
  record(config: RunConfig, wish: RecordWish): Promise<Outcome<RecordedRace>>;
}

declare global {
  interface Window {
    lab?: HeadlessLab;
    /** Put there by the terminal; absent when the page is opened by hand. */
    tellTerminal?: (message: HeadlessMessage) => unknown;
  }
}
