import { LabError } from '../protocol/labError.ts';
import { strings } from '../strings.ts';
import { createKeeper } from './keepRun.ts';
import type { Slice } from './labState.ts';
import { createOpener } from './openRun.ts';
import type { LabDeps } from './ports.ts';
import { noRuns, patchRuns, type RunsState } from './runsState.ts';
import { toShown } from './toShown.ts';

export interface RunsSlice {
  readonly runs: RunsState;
  loadRuns(): Promise<void>;
  /** Keeps the run on the page as it stands. */
  keepRun(): Promise<void>;
  openRun(id: string): Promise<void>;
  renameRun(id: string, name: string): Promise<void>;
  noteRun(id: string, notes: string): Promise<void>;
  deleteRun(id: string): Promise<void>;
  /** Whether an event is the echo of a restore: the page shows that run already. */
  isEcho(event: { readonly type: string; readonly runId?: string }): boolean;
}

export const createRunsSlice =
  (deps: LabDeps): Slice<RunsSlice> =>
  (set, get) => {
    const { archive } = deps;
    const patch = patchRuns(set);
    const keeper = createKeeper(deps, set, get);
    const opener = createOpener(deps, set, get);

    const loadRuns = async () => {
      const [mode, entries, use] = await Promise.all([
        archive.mode(),
        archive.list(),
        archive.storageUse(),
      ]);
      patch({ mode, entries, use });
    };
    const change = async (
      id: string,
      what: { readonly name: string } | { readonly notes: string },
    ) => {
      const record = get().runs.entries.find((entry) => entry.id === id)?.record;
      if (!record) return;
      try {
        await archive.saveRecord({ ...record, ...what });
      } catch (error) {
        patch({ error: toShown(error) });
      }
      await loadRuns();
    };

    return {
      runs: noRuns,
      loadRuns,
      keepRun: async () => {
        await keeper.keep();
        await loadRuns();
      },
      openRun: async (id) => {
        try {
          await opener.open(id);
          const step = get().runs.entries.find((entry) => entry.id === id)?.record?.step;
          if (step !== undefined) keeper.hasWeightsOf(id, step);
        } catch (error) {
          get().reportError(error);
        } finally {
          if (get().runs.busyId === id) set({ commandPending: false });
          patch({ busyId: null });
        }
        await loadRuns();
      },
      renameRun: (id, name) => {
        const trimmed = name.trim().slice(0, 200);
        return trimmed === '' ? loadRuns() : change(id, { name: trimmed });
      },
      noteRun: (id, notes) => change(id, { notes: notes.slice(0, 20_000) }),
      deleteRun: async (id) => {
        if (get().runs.saving && get().runs.openId === id) {
          const { message, hint } = strings.runs.beingSaved;
          return get().reportError(new LabError('being-saved', message, hint));
        }
        keeper.forget(id);
        try {
          await archive.remove(id);
          patch({ error: null, openId: get().runs.openId === id ? null : get().runs.openId });
        } catch (error) {
          get().reportError(error);
        }
        await loadRuns();
      },
      isEcho: opener.isEcho,
    };
  };
