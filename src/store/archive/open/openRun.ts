import { isOffered } from '../../../protocol/assets.ts';
import type { RunWeights } from '../../../protocol/engineApi.ts';
import { LabError } from '../../../protocol/labError.ts';
import type { RunLog } from '../../../results/runLog.ts';
import type { RunRecord } from '../../../results/runRecord.ts';
import type { EngineSlice } from '../../engine/state.ts';
import type { LabDeps } from '../../kit/ports.ts';
import { toShown } from '../../kit/toShown.ts';
import type { ResultsSlice } from '../../results/state.ts';
import { demandNoRace } from '../../run/runAtRest.ts';
import type { RunSlice } from '../../run/state.ts';
import type { SelectionSlice } from '../../selection/state.ts';
import { words as shareWords } from '../../share/words.ts';
import type { ClockSlice } from '../../view/state.ts';
import { keptPrefix } from '../runParts.ts';
import { patchRuns } from '../runsState.ts';
import type { RunsSlice } from '../state.ts';
import {
  entriesOf,
  evaluationInfos,
  putOnPage,
  readEvaluations,
  readLogs,
  type StoredRun,
} from './putOnPage.ts';
import { words } from './words.ts';

type Reads = ClockSlice & EngineSlice & ResultsSlice & RunSlice & RunsSlice & SelectionSlice;

const refused = (code: string, { message, hint }: { message: string; hint: string }) =>
  new LabError(code, message, hint);

export type Opener = ReturnType<typeof createOpener>;

/**
 * Puts a kept run back on the page: its table and curves first, its logits next, and last its weights
 * into the engine, so that more of it can be evaluated. An engine that refuses takes nothing away.
 */
export function createOpener(
  { archive, engine }: LabDeps,
  set: (change: (state: Reads) => Partial<Reads>) => void,
  get: () => Reads,
) {
  const patch = patchRuns(set);
  const restored = new Set<string>();
  let restoring = false;

  /** @throws LabError for what cannot be shown here */
  const readable = (id: string): RunRecord => {
    demandNoRace(get());
    const entry = get().runs.entries.find((known) => known.id === id);
    if (!entry) throw refused('run-gone', words.gone);
    if (entry.state === 'newer') throw refused('newer-version', words.newer);
    const { record } = entry;
    if (!record) throw refused('run-damaged', words.unreadable);
    return record;
  };

  /** Loads what the run was made with, if this lab has it. @throws LabError where it has not */
  const loadAssetsOf = async ({ config, dataset }: RunRecord): Promise<void> => {
    const { catalogue } = get().engine;
    if (catalogue && isOffered(config, catalogue)) await get().loadAssets(config);
    const { loaded } = get().engine;
    if (!loaded) return;
    if (loaded.dataset.id !== dataset.id || loaded.dataset.version !== dataset.version) {
      throw refused('other-dataset', words.otherDataset(dataset.label, dataset.version));
    }
  };

  const stored = (record: RunRecord, runId: string): StoredRun => ({
    record,
    runId,
    results: record.results,
    read: (info) => archive.readPayload(record.id, info),
  });

  const show = (run: StoredRun, log: RunLog, interrupted = false) => {
    putOnPage(run, log, (change) => set(() => change), get, { interrupted });
    set(({ runs }) => ({ runs: { ...runs, openId: run.record.id, note: null, error: null } }));
  };

  /** Whether the page still shows this run. */
  const isOpen = (record: RunRecord) =>
    get().runs.openId === record.id && get().run?.config === record.config;

  /** All logits. @returns how many evaluations were damaged */
  const readAll = async (run: StoredRun): Promise<number> => {
    const infos = evaluationInfos(run.record);
    const wanted = () => isOpen(run.record);
    const read = await readEvaluations(run, infos, get().vault, wanted);
    if (!read || !wanted()) return 0;
    // All at once, so that no pane shows an early step before the last one is known.
    set(() => entriesOf(run, read));
    return infos.length - read.length;
  };

  const restoreWeights = async (record: RunRecord): Promise<string | null> => {
    const infos = record.payloads.filter(({ key }) => key.startsWith('weights/'));
    if (infos.length === 0) return words.noWeights;
    const weights: Record<string, Uint8Array> = {};
    for (const info of infos) {
      const payload = await archive.readPayload(record.id, info);
      if (payload?.kind !== 'weights') return words.damagedWeights;
      weights[payload.methodId] = payload.bytes;
    }
    if (get().engine.phase !== 'ready') return words.noEngine;
    restoring = true;
    try {
      const { config, step, model } = record;
      const { version, digest } = model;
      const print = version && digest ? { version, digest } : undefined;
      const id = await engine.restoreRun(config, step, weights as RunWeights, print);
      restored.add(id);
      if (isOpen(record)) set(({ run }) => ({ run: run && { ...run, id, hasWeights: true } }));
      return null;
    } catch (error) {
      const { message, hint } = toShown(error);
      return `${words.refused} ${message} ${hint}`;
    } finally {
      restoring = false;
    }
  };

  return {
    open: async (id: string) => {
      const record = readable(id);
      patch({ busyId: id });
      set(() => ({ commandPending: true, commandError: null }));
      await loadAssetsOf(record);
      const run = stored(record, keptPrefix(record.id));
      show(run, await readLogs(run));
      const lost = await readAll(run);
      const notes = [
        record.imported ? shareWords.importedNote : null,
        lost > 0 ? words.lostEvaluations(lost) : null,
        isOpen(record) ? await restoreWeights(record) : null,
      ].filter((note) => note !== null);
      if (isOpen(record)) patch({ note: notes.join(' ') || null });
    },
    /** Under its own id, since it goes on. Without a record the race goes on with empty curves. */
    showInterrupted: async (id: string) => {
      const { record } = get().runs.entries.find((known) => known.id === id) ?? {};
      if (!record) return;
      const run = stored(record, id);
      show(run, await readLogs(run), true);
      await readAll(run);
    },
    isEcho: (event: { readonly type: string; readonly runId?: string }) =>
      (event.type === 'run.started' || event.type === 'run.phase' || event.type === 'run.config') &&
      (restoring || (event.runId !== undefined && restored.has(event.runId))),
  };
}
