import { unpackLog } from '../../../results/packLog.ts';
import { isOffered } from '../../../protocol/assets.ts';
import type { RunWeights } from '../../../protocol/engineApi.ts';
import { LabError } from '../../../protocol/labError.ts';
import type { EvaluationPayload, RunRecord } from '../../../results/runRecord.ts';
import type { EngineSlice } from '../../engine/state.ts';
import type { LabDeps } from '../../kit/ports.ts';
import { toShown } from '../../kit/toShown.ts';
import { evaluationKey } from '../../results/evaluationKey.ts';
import type { CorruptedEvaluation, Evaluation, ResultsSlice } from '../../results/state.ts';
import { isOver } from '../../run/phase.ts';
import { demandNoRace } from '../../run/runAtRest.ts';
import type { RunLog } from '../../../results/runLog.ts';
import type { RunSlice } from '../../run/state.ts';
import { words as shareWords } from '../../share/words.ts';
import { emptyClock } from '../../view/clockSlice.ts';
import { keptPrefix, lanesOf } from '../runParts.ts';
import { patchRuns } from '../runsState.ts';
import type { RunsSlice } from '../state.ts';
import { words } from './words.ts';

type Reads = EngineSlice & ResultsSlice & RunSlice & RunsSlice;

/** Lets the page draw between two pieces. */
const breathe = () => new Promise((resolve) => setTimeout(resolve));
const refused = (code: string, { message, hint }: { message: string; hint: string }) =>
  new LabError(code, message, hint);

/** What the record itself says of each method, until its logits are read. */
const bareEntries = ({ results }: RunRecord, runId: string) =>
  Object.fromEntries(
    results.map(({ methodId, step, scope, alpha }): [string, Evaluation[]] => {
      const key = evaluationKey({ runId, methodId, step, scope, alpha });
      return [methodId, [{ key, step, scope, alpha, bare: true }]];
    }),
  );

/** The evaluations whose logits were read, in order, and of the others what the record says. */
function entriesOf(
  record: RunRecord,
  runId: string,
  read: readonly EvaluationPayload[],
): Pick<ResultsSlice, 'evaluations' | 'corrupted'> {
  const evaluations: Record<string, Evaluation[]> = {};
  const corrupted: Record<string, CorruptedEvaluation[]> = {};
  for (const { splits: _, kind: __, methodId, ...stamp } of read) {
    const { step, scope, alpha, shift } = stamp;
    const entry = { key: evaluationKey({ runId, methodId, ...stamp }), step, scope, alpha };
    if (shift) corrupted[methodId] = [...(corrupted[methodId] ?? []), { ...entry, ...shift }];
    else evaluations[methodId] = [...(evaluations[methodId] ?? []), entry];
  }
  for (const [methodId, [bare]] of Object.entries(bareEntries(record, runId))) {
    const own = evaluations[methodId] ?? [];
    if (bare && !own.some(({ key }) => key === bare.key)) evaluations[methodId] = [...own, bare];
  }
  for (const all of [evaluations, corrupted]) {
    for (const list of Object.values(all)) list.sort((a, b) => a.step - b.step);
  }
  return { evaluations, corrupted };
}

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

  const readLogs = async (record: RunRecord): Promise<RunLog> => {
    const log: RunLog = new Map();
    for (const info of record.payloads.filter(({ key }) => key.startsWith('log/'))) {
      const payload = await archive.readPayload(record.id, info);
      if (payload?.kind === 'log') log.set(payload.methodId, unpackLog(payload));
    }
    return log;
  };

  const show = (record: RunRecord, log: RunLog, runId: string, interrupted = false) => {
    get().clearResults();
    const { config, backend, phase, step, results, bookmarks } = record;
    for (const result of results) {
      get().summaries.take(evaluationKey({ runId, ...result }), result);
    }
    set(({ runs }) => ({
      run: {
        id: runId,
        config,
        backend,
        phase: isOver(phase) ? phase : 'stopped',
        lanes: lanesOf(log, step),
        failure: null,
        log,
        revision: 1,
        activeMs: 0,
        activeSince: null,
        hasWeights: false,
        checkpointStep: null,
        checkpointProblem: null,
        interrupted,
      },
      evaluations: bareEntries(record, runId),
      clock: { ...emptyClock, bookmarks },
      pins: [],
      runs: { ...runs, openId: record.id, note: null, error: null },
    }));
  };

  /** Whether the page still shows this run. */
  const isOpen = (record: RunRecord) =>
    get().runs.openId === record.id && get().run?.config === record.config;

  /** Logits into the vault and to the statistics worker. @returns how many were damaged */
  const readEvaluations = async (record: RunRecord, runId: string): Promise<number> => {
    const read: EvaluationPayload[] = [];
    let lost = 0;
    for (const info of record.payloads.filter(({ key }) => key.startsWith('evaluation/'))) {
      const payload = await archive.readPayload(record.id, info);
      if (!isOpen(record)) return 0;
      if (payload?.kind !== 'evaluation') {
        lost += 1;
        continue;
      }
      read.push(payload);
      const { splits, ...stamp } = payload;
      const key = evaluationKey({ runId, ...stamp });
      for (const split of splits) get().vault.keep(key, stamp, split);
      await breathe();
    }
    // All at once, so that no pane shows an early step before the last one is known.
    if (isOpen(record)) set(() => entriesOf(record, runId, read));
    return lost;
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
      const log = await readLogs(record);
      const runId = keptPrefix(record.id);
      show(record, log, runId);
      const lost = await readEvaluations(record, runId);
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
      show(record, await readLogs(record), id, true);
      await readEvaluations(record, id);
    },
    isEcho: (event: { readonly type: string; readonly runId?: string }) =>
      (event.type === 'run.started' || event.type === 'run.phase' || event.type === 'run.config') &&
      (restoring || (event.runId !== undefined && restored.has(event.runId))),
  };
}
