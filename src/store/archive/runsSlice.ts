import { LabError } from '../../protocol/labError.ts';
import type { EngineSlice } from '../engine/state.ts';
import type { LabDeps } from '../kit/ports.ts';
import type { Slice } from '../kit/slice.ts';
import { toShown } from '../kit/toShown.ts';
import type { ResultsSlice } from '../results/state.ts';
import { runAtRest } from '../run/runAtRest.ts';
import type { RecoverySlice, RunSlice } from '../run/state.ts';
import type { SelectionSlice } from '../selection/state.ts';
import type { ClockSlice } from '../view/state.ts';
import { createJournal, type KeptParts } from './journal.ts';
import { createKeeper } from './keepRun.ts';
import type { Opener } from './open/openRun.ts';
import { noRuns, patchRuns } from './runsState.ts';
import type { RunsSlice } from './state.ts';
import { words } from './words.ts';

type Reads = ClockSlice &
  EngineSlice &
  RecoverySlice &
  ResultsSlice &
  RunSlice &
  RunsSlice &
  SelectionSlice;

export const createRunsSlice =
  (deps: LabDeps): Slice<RunsSlice, Reads> =>
  (set, get) => {
    const { archive } = deps;
    const patch = patchRuns(set);
    const kept: KeptParts = new Map();
    const keeper = createKeeper(deps, kept, set, get);
    const journal = createJournal(deps, kept, get, {
      isForgotten: keeper.isForgotten,
      failed: (error) => {
        const shown = toShown(error);
        if (get().runs.error?.code !== shown.code) get().reportError(error);
        patch({ error: shown });
      },
    });
    /** Comes when the first run is opened: it does not stand between a visitor and the page. */
    let opener: Opener | null = null;
    const opened = async () => {
      const { createOpener } = await import('./open/openRun.ts');
      opener ??= createOpener(deps, set, get);
      return opener;
    };

    let watched = false;
    /** A newer lab took the storage over while this page is open: said at once, not at the next save. */
    const watch = () => {
      if (watched) return;
      watched = true;
      archive.onReplaced(() => {
        const { message, hint } = words.replaced;
        const error = new LabError('storage-read-only', message, hint);
        patch({ mode: 'read-only', error: toShown(error) });
        get().reportError(error);
      });
    };
    const loadRuns = async () => {
      watch();
      const [mode, use] = await Promise.all([archive.mode(), archive.storageUse()]);
      patch({ mode, use });
      try {
        const entries = await archive.list();
        patch({ entries });
        if (get().runs.error?.code === 'storage-unreadable') patch({ error: null });
        if (mode === 'kept' && entries.length > 0 && get().runs.persistent === null) {
          patch({ persistent: await archive.persist() });
        }
      } catch (error) {
        patch({ error: toShown(error) });
      }
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
      keepRunNow: async (mayGoOn) => {
        await runAtRest(get);
        await journal.written();
        await keeper.keepNow(mayGoOn);
        await loadRuns();
      },
      journal: journal.note,
      showInterrupted: async (id) => {
        await loadRuns();
        await (await opened()).showInterrupted(id);
      },
      openRun: async (id) => {
        try {
          await (await opened()).open(id);
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
          const { message, hint } = words.beingSaved;
          return get().reportError(new LabError('being-saved', message, hint));
        }
        keeper.forget(id);
        await journal.written();
        try {
          await archive.remove(id);
          await get().forgetUnfinished(id);
          patch({ error: null, openId: get().runs.openId === id ? null : get().runs.openId });
        } catch (error) {
          get().reportError(error);
        }
        await loadRuns();
      },
      isEcho: (event) => opener?.isEcho(event) ?? false,
    };
  };
