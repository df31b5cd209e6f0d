import type { ArchiveMode, ListedRun, StorageUse } from '../../client/runArchive.ts';
import type { LabEvent } from '../../protocol/events.ts';
import type { LabErrorShape } from '../../protocol/labError.ts';
import type { RunRecord } from '../../results/runRecord.ts';
import type { RunCurves } from './readCurves.ts';

/** One line of the list of kept runs. */
export type KeptRun = ListedRun;

export interface RunsState {
  readonly mode: ArchiveMode | 'opening';
  /** Newest first. */
  readonly entries: readonly ListedRun[];
  /** The kept run that the page shows. */
  readonly openId: string | null;
  /** The run that is being opened. */
  readonly busyId: string | null;
  readonly saving: boolean;
  /** Why the last save did not work; gone with the next that does. */
  readonly error: LabErrorShape | null;
  /** Why the opened run can be looked at but not evaluated further. */
  readonly note: string | null;
  readonly use: StorageUse | null;
  /** Whether the browser has promised to keep the runs; null before it was asked. */
  readonly persistent: boolean | null;
}

export interface RunsSlice {
  readonly runs: RunsState;
  loadRuns(): Promise<void>;
  /** Keeps the run on the page as it stands. */
  keepRun(): Promise<void>;
  /** Keeps all of it but intervals, for a command that puts another run on the page. */
  keepRunNow(mayGoOn?: boolean): Promise<void>;
  /** Writes down what the race on the page has come to. */
  journal(events: readonly LabEvent[]): void;
  /** Puts an interrupted race on the page as it was written down, to go on with. */
  showInterrupted(id: string): Promise<void>;
  openRun(id: string): Promise<void>;
  renameRun(id: string, name: string): Promise<void>;
  noteRun(id: string, notes: string): Promise<void>;
  deleteRun(id: string): Promise<void>;
  /** Whether an event is the echo of a restore: the page shows that run already. */
  isEcho(event: { readonly type: string; readonly runId?: string }): boolean;
}

export interface CompareState {
  /** Runs that are ticked, in the order of ticking. */
  readonly runIds: readonly string[];
  /** The row that all others are measured against, "run/method"; null for none. */
  readonly reference: string | null;
}

export interface CompareSlice {
  readonly compare: CompareState;
  toggleCompared(runId: string): void;
  setReference(row: string | null): void;
  /** What a kept run came to over its steps; takes seconds. */
  readCurves(record: RunRecord, metrics: readonly string[]): Promise<readonly RunCurves[]>;
}
