import { isOffered } from '../../protocol/assets.ts';
import type { UnfinishedRun } from '../../protocol/engineApi.ts';
import type { LabEvent } from '../../protocol/events.ts';
import type { LabErrorShape } from '../../protocol/labError.ts';
import { LabError } from '../../protocol/labError.ts';
import type { RunsSlice } from '../archive/state.ts';
import type { EngineSlice } from '../engine/state.ts';
import type { LabDeps } from '../kit/ports.ts';
import type { Slice } from '../kit/slice.ts';
import { isOver } from './phase.ts';
import type { RecoverySlice, RecoveryState, RunSlice } from './state.ts';
import { words } from './words.ts';

type Reads = EngineSlice & RecoverySlice & RunSlice & RunsSlice;

const nothing: RecoveryState = {
  unfinished: null,
  reason: null,
  resumedFrom: null,
  mending: false,
  silent: false,
};

/** Losses of the engine that are mended without asking, within this time. */
const MOST_LOSSES = 3;
const WITHIN_MS = 10 * 60_000;

/** What fails again at once if the race just goes on. */
const notByItself = ['gpu-error'];

const withReason = ({ code, message }: LabErrorShape) =>
  new LabError(code, message, words.nothingToGoOn);

/** What a race can go on from while no engine runs: the one on the page, or one of an earlier visit. */
export function savedRace({ recovery, run }: Reads): { step: number; steps: number } | null {
  const { unfinished } = recovery;
  if (unfinished) return { step: unfinished.step, steps: unfinished.config.steps };
  if (!run?.interrupted || run.checkpointStep === null) return null;
  return { step: run.checkpointStep, steps: run.config.steps };
}

/** Whether the model and the images that a race stands on are here, or can be loaded. */
function canGoOn(
  { config, datasetVersion, model }: UnfinishedRun,
  { catalogue, loaded }: EngineSlice['engine'],
): boolean {
  if (loaded?.dataset.id === config.datasetId && loaded.dataset.version !== datasetVersion) {
    return false;
  }
  if (model && loaded?.model.id === config.modelId && loaded.model.digest !== model.digest) {
    return false;
  }
  return catalogue !== null && isOffered(config, catalogue);
}

/** What an event makes of it. */
export function foldRecovery(recovery: RecoveryState, event: LabEvent): RecoveryState {
  switch (event.type) {
    case 'engine.silent':
      return { ...recovery, silent: event.silent };
    case 'run.started':
      return nothing;
    case 'run.phase':
      return isOver(event.phase) ? { ...recovery, resumedFrom: null } : recovery;
    default:
      return recovery;
  }
}

export const createRecoverySlice =
  ({ engine, now }: LabDeps): Slice<RecoverySlice, Reads> =>
  (set, get) => {
    const patch = (change: Partial<RecoveryState>) =>
      set(({ recovery }) => ({ recovery: { ...recovery, ...change } }));
    let losses: number[] = [];

    const mayByItself = (reason: LabErrorShape): boolean => {
      losses = [...losses.filter((at) => now() - at < WITHIN_MS), now()];
      return losses.length <= MOST_LOSSES && !notByItself.includes(reason.code);
    };
    const resume = async ({ runId, config }: UnfinishedRun) => {
      const lostHere = get().run?.id === runId;
      await get().loadAssets(config);
      if (!lostHere) await get().showInterrupted(runId);
      await engine.resumeRun(runId, lostHere);
    };
    /** Only the newest attempt counts: the engine may be lost again while it is being replaced. */
    let attempt = 0;
    /** The page was closed between the end of a race and the dropping of its checkpoint. */
    const isFinished = async (runId: string) => {
      if (get().runs.mode === 'opening') await get().loadRuns();
      const record = get().runs.entries.find(({ id }) => id === runId)?.record;
      return record?.phase === 'finished';
    };
    const restart = async (reason: LabErrorShape | null) => {
      const mine = ++attempt;
      patch({ ...nothing, reason });
      // Whatever fails again at once stays failed, with its card: no loop.
      if (reason && !mayByItself(reason)) return;
      patch({ mending: true });
      await get().retry();
      if (mine !== attempt) return;
      const { unfinished } = get().recovery;
      const { run, engine: state } = get();
      // Another backend would go on with other numbers: that is asked.
      const same = unfinished?.backend === state.backend?.backend && unfinished?.runId === run?.id;
      if (unfinished && same) await get().goOn();
      patch({ mending: false });
      // Nothing to go on with: the race ends where it is, and why is said.
      if (!unfinished && reason && state.phase === 'ready') get().reportError(withReason(reason));
    };

    return {
      recovery: nothing,
      undoReset: async () => {
        const { undoRunId } = get();
        if (undoRunId === null) return;
        await get().openRun(undoRunId);
        await get().lookForUnfinished(undoRunId);
      },
      lookForUnfinished: async (wantedId) => {
        const lost = wantedId ?? (get().run?.interrupted ? get().run?.id : undefined);
        const unfinished = await engine.unfinished(lost).catch(() => null);
        if (unfinished && (await isFinished(unfinished.runId))) {
          return engine.dropCheckpoint(unfinished.runId).catch(() => {});
        }
        const { run, runs, engine: state } = get();
        const fits = unfinished && canGoOn(unfinished, state);
        const wanted =
          run === null ||
          run.id === unfinished?.runId ||
          (wantedId !== undefined && runs.openId === unfinished?.runId);
        patch({ unfinished: fits && wanted ? unfinished : null });
      },
      goOn: () =>
        get().command('go on', async () => {
          const { unfinished, reason } = get().recovery;
          if (!unfinished) return;
          await resume(unfinished);
          patch({ ...nothing, reason, resumedFrom: unfinished.step });
        }),
      goOnWith: async (backend) => {
        await get().chooseBackend(backend);
        if (get().engine.backend?.backend === backend) await get().goOn();
      },
      letGo: async () => {
        const { unfinished } = get().recovery;
        patch(nothing);
        set(({ run }) => ({ run: run && { ...run, interrupted: false } }));
        if (unfinished) await engine.dropCheckpoint(unfinished.runId).catch(() => {});
      },
      forgetUnfinished: async (runId) => {
        if (get().recovery.unfinished?.runId === runId) patch({ unfinished: null });
        await engine.dropCheckpoint(runId).catch(() => {});
      },
      restartFromCheckpoint: () => restart(null),
      mend: restart,
      dismissRecovery: () => patch({ ...nothing, unfinished: get().recovery.unfinished }),
    };
  };
