import type { RunsSlice, RunsState } from './state.ts';

type Reads = RunsSlice;

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
  (set: (change: (state: Reads) => Partial<Reads>) => void) =>
  (change: Partial<RunsState>): void =>
    set(({ runs }) => ({ runs: { ...runs, ...change } }));
