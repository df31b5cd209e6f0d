import {
  type PayloadInfo,
  payloadKey,
  type RunPayload,
  type RunRecord,
} from '../results/runRecord.ts';
import type { MethodResult } from '../results/types.ts';
import type { LabState } from './labState.ts';
import { latestOnly } from './latestOnly.ts';
import type { LabDeps } from './ports.ts';
import { historyBins } from './resultsSlice.ts';
import { currentName } from './runNames.ts';
import { evaluationPayload, packLog, recordedEvaluation, recordParts } from './runParts.ts';
import { isActive, type RunState } from './runSlice.ts';
import { patchRuns } from './runsState.ts';
import { raceStep } from './selectors.ts';
import { toShown } from './toShown.ts';

/** Bootstrap draws for the intervals that a record keeps. */
const draws = 400;
/** Lets the page draw between two pieces. */
const breathe = () => new Promise((resolve) => setTimeout(resolve));

/**
 * Keeps the run on the page, piece by piece: record, logs, logits, weights, record. What lies in the
 * archive already is not written again; training that goes on ends the saving.
 */
export function createKeeper(
  { archive, engine, stats, now }: LabDeps,
  set: (change: (state: LabState) => Partial<LabState>) => void,
  get: () => LabState,
) {
  const patch = patchRuns(set);
  /** Of which run and step the kept weights are; a run that was opened has them already. */
  let weightsOf = '';
  /** Runs whose records were deleted while they are on the page: not to come back. */
  const forgotten = new Set<string>();

  /** Results at the standard bins, whatever the knobs show. */
  const results = async (state: LabState, { config }: RunState): Promise<MethodResult[]> => {
    const kept: MethodResult[] = [];
    for (const [methodId, evaluations] of Object.entries(state.evaluations)) {
      const entry = recordedEvaluation(methodId, evaluations, config);
      if (!entry) continue;
      const result = await stats.result(entry.key, { ...historyBins, draws }).catch(() => null);
      if (result) kept.push(result);
    }
    return kept;
  };

  const isStill = (run: RunState) => {
    const current = get().run;
    return current?.id === run.id && !isActive(current.phase);
  };

  const keep = async () => {
    const { run, engine: state, runs } = get();
    if (!run || isActive(run.phase) || !state.catalogue) return;
    const id = runs.openId ?? run.id;
    if (run.log.size === 0 && runs.openId === null && !hasImport(get(), run)) return;
    if (forgotten.has(id) || runs.mode === 'read-only') return;
    const parts = recordParts(get(), run, await results(get(), run));
    if (!parts || parts.results.length === 0 || !isStill(run)) return;
    const known = runs.entries.find((entry) => entry.id === id)?.record;
    const infos = new Map<string, PayloadInfo>(known?.payloads.map((info) => [info.key, info]));
    const record = (): RunRecord => {
      const latest = get().runs.entries.find((entry) => entry.id === id)?.record ?? known;
      return {
        ...parts,
        id,
        name: currentName(latest, run.config, raceStep(run), state.catalogue!),
        notes: latest?.notes ?? '',
        savedAt: known?.savedAt ?? Math.round(now()),
        ...(latest?.imported ? { imported: true } : {}),
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
      const stamp = `${id}/${raceStep(run)}`;
      if (run.hasWeights && weightsOf !== stamp && isStill(run)) {
        const weights = await engine.saveWeights();
        for (const [methodId, bytes] of Object.entries(weights)) {
          if (bytes.byteLength > 0) await put({ kind: 'weights', methodId, bytes });
        }
        weightsOf = stamp;
      }
      await archive.saveRecord(record());
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
  return {
    keep: latestOnly(keep),
    forget: (id: string) => {
      forgotten.add(id);
    },
    /** The weights of this run at this step are kept already. */
    hasWeightsOf: (id: string, step: number) => {
      weightsOf = `${id}/${step}`;
    },
  };
}

/** Every evaluated set has arrived; what comes split by split is not kept in part. */
function isWhole(splits: readonly unknown[], { engine }: LabState): boolean {
  const sets = engine.loaded?.dataset.splits.filter(({ role }) => role !== 'train') ?? [];
  return splits.length >= sets.length;
}

function hasImport({ engine }: LabState, { config }: RunState): boolean {
  const kindOf = (id: string) => engine.catalogue?.methods.find((method) => method.id === id)?.kind;
  return config.lanes.some(({ methodId }) => {
    const kind = kindOf(methodId);
    return kind !== undefined && kind !== 'reference' && kind !== 'trained';
  });
}
