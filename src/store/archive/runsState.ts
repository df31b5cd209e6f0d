import type { ArchiveMode, ListedRun, StorageUse } from '../../client/runArchive.ts';
import type { LabErrorShape } from '../../protocol/engineApi.ts';
import type { LabState } from '../labState.ts';

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

export const noRuns: RunsState = {
  mode: 'opening',
  entries: [],
  openId: null,
  busyId: null,
  saving: false,
  error: null,
  note: null,
  use: null,
  persistent: null,
};

/** Changes a part of the state of the kept runs. */
export const patchRuns =
  (set: (change: (state: LabState) => Partial<LabState>) => void) =>
  (change: Partial<RunsState>): void =>
    set(({ runs }) => ({ runs: { ...runs, ...change } }));
