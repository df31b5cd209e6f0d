import { packLog } from '../../results/packLog.ts';
import {
  type PayloadInfo,
  payloadKey,
  type RunPayload,
  type RunRecord,
} from '../../results/runRecord.ts';
import type { MethodResult } from '../../results/types.ts';
import type { EngineSlice } from '../engine/state.ts';
import { latestOnly } from '../kit/latestOnly.ts';
import type { LabDeps } from '../kit/ports.ts';
import { toShown } from '../kit/toShown.ts';
import type { ResultsSlice } from '../results/state.ts';
import { isActive, isOver } from '../run/phase.ts';
import { raceStep } from '../run/selectors.ts';
import type { RunSlice, RunState } from '../run/state.ts';
import type { ClockSlice } from '../view/state.ts';
import type { KeptParts } from './journal.ts';
import { recordDraws, recordedResults } from './recordedResults.ts';
import { currentName } from './runNames.ts';
import { evaluationPayload, recordParts } from './runParts.ts';
import { patchRuns } from './runsState.ts';
import type { RunsSlice } from './state.ts';

type Reads = ClockSlice & EngineSlice & ResultsSlice & RunSlice & RunsSlice;

/** Lets the page draw between two pieces. */
const breathe = () => new Promise((resolve) => setTimeout(resolve));

/**
 * Keeps the run on the page, piece by piece: record, logs, logits, weights, and last the intervals,
 * which take a bootstrap. What lies in the archive already is not written again; training that goes
 * on ends the saving.
 */
export function createKeeper(
  { archive, engine, stats, now }: LabDeps,
  kept: KeptParts,
  set: (change: (state: Reads) => Partial<Reads>) => void,
  get: () => Reads,
) {
  const patch = patchRuns(set);
  /** Of which run and step the kept weights are; a run that was opened has them already. */
  let weightsOf = '';
  /** Runs whose records were deleted while they are on the page: not to come back. */
  const forgotten = new Set<string>();
  /** Somebody waits: intervals can come another time. */
  let hurry = false;

  const results = (run: RunState, draws: number): Promise<MethodResult[]> =>
    recordedResults(stats, get(), run, draws, () => draws > 0 && hurry);

  const isStill = (run: RunState) => {
    const current = get().run;
    return current?.id === run.id && !isActive(current.phase);
  };
  const stampOf = (id: string, run: RunState) => `${id}/${raceStep(run)}`;

  /** The page lets a race go that was under way: an undo may let it go on. */
  let sparing = false;
  /** A race that was ended, not interrupted, has nothing to go on with. */
  const letGo = async ({ id, phase, interrupted }: RunState) => {
    if (phase === 'stopped' && sparing) return;
    if (isOver(phase) && !interrupted) await engine.dropCheckpoint(id).catch(() => {});
  };

  const keep = async () => {
    const { run, engine: state, runs } = get();
    if (!run || run.recorded || isActive(run.phase) || !state.catalogue) return;
    const id = runs.openId ?? run.id;
    if (run.log.size === 0 && runs.openId === null && !hasImport(get(), run)) return;
    if (forgotten.has(id) || runs.mode === 'read-only') return;
    const quick = recordParts(get(), run, await results(run, 0));
    if (!quick || quick.results.length === 0 || !isStill(run)) return;
    const known = runs.entries.find((entry) => entry.id === id)?.record;
    const infos =
      kept.get(id) ?? new Map<string, PayloadInfo>(known?.payloads.map((info) => [info.key, info]));
    kept.set(id, infos);
    const record = (parts = quick): RunRecord => {
      const latest = get().runs.entries.find((entry) => entry.id === id)?.record ?? known;
      return {
        ...parts,
        id,
        name: currentName(latest, run.config, raceStep(run), state.catalogue!),
        notes: latest?.notes ?? '',
        savedAt: known?.savedAt ?? Math.round(now()),
        payloads: [...infos.values()],
      };
    };
    const put = async (payload: RunPayload) => {
      infos.set(payloadKey(payload), await archive.savePayload(id, payload));
      await breathe();
    };
    patch({ saving: true, openId: id });
    try {
      await archive.saveRecord(record());
      for (const [methodId, log] of run.log) {
        const key = `log/${methodId}`;
        const sizeBytes = packLog(methodId, log).values.byteLength;
        if (infos.get(key)?.sizeBytes !== sizeBytes) await put(packLog(methodId, log));
      }
      for (const [key, splits] of get().vault) {
        if (!isStill(run)) break;
        const payload = evaluationPayload(key, splits);
        if (!payload || infos.has(payloadKey(payload))) continue;
        if (payload.shift || isWhole(splits, get())) await put(payload);
      }
      await archive.saveRecord(record());
      if (run.hasWeights && weightsOf !== stampOf(id, run) && isStill(run)) {
        const weights = await engine.saveWeights();
        for (const [methodId, bytes] of Object.entries(weights)) {
          if (bytes.byteLength > 0) await put({ kind: 'weights', methodId, bytes });
        }
        weightsOf = stampOf(id, run);
      }
      await archive.saveRecord(record());
      // All of it lies here now: there is nothing to go on with.
      await letGo(run);
      const full = isStill(run) ? await results(run, recordDraws) : [];
      if (full.length === quick.results.length)
        await archive.saveRecord(record({ ...quick, results: full }));
      patch({ error: null });
    } catch (error) {
      const shown = toShown(error);
      if (get().runs.error?.code !== shown.code) get().reportError(error);
      patch({ error: shown });
      // The list then still names the run, with what could be kept of it.
      await archive.saveRecord(record()).catch(() => {});
    } finally {
      patch({ saving: false });
    }
  };
  const keepAll = latestOnly(keep);
  return {
    keep: keepAll,
    /**
     * The same without intervals, for whoever is about to put another run on the page.
     * @param mayGoOn the race may come back and go on: its checkpoint stays
     */
    keepNow: async (mayGoOn = false) => {
      sparing = mayGoOn;
      const { run, runs } = get();
      if (!run || isActive(run.phase)) return;
      if (weightsOf === stampOf(runs.openId ?? run.id, run)) return letGo(run);
      hurry = true;
      await keepAll().finally(() => {
        hurry = false;
      });
    },
    forget: (id: string) => {
      forgotten.add(id);
      kept.delete(id);
    },
    isForgotten: (id: string) => forgotten.has(id),
    /** The weights of this run at this step are kept already. */
    hasWeightsOf: (id: string, step: number) => {
      weightsOf = `${id}/${step}`;
    },
  };
}

/** Every evaluated set has arrived; what comes split by split is not kept in part. */
function isWhole(splits: readonly unknown[], { engine }: Reads): boolean {
  const sets = engine.loaded?.dataset.splits.filter(({ role }) => role !== 'train') ?? [];
  return splits.length >= sets.length;
}

function hasImport({ engine }: Reads, { config }: RunState): boolean {
  const kindOf = (id: string) => engine.catalogue?.methods.find((method) => method.id === id)?.kind;
  return config.lanes.some(({ methodId }) => kindOf(methodId) === 'imported');
}
