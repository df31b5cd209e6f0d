import { type EvaluationPayload, payloadKey, type StoredSplit } from '../../results/runRecord.ts';
import { extraMetrics, type TableColumn } from '../../results/tableColumns.ts';
import type { MethodResult } from '../../results/types.ts';
import { type Effect, sameParts } from '../kit/effect.ts';
import { latestOnly } from '../kit/latestOnly.ts';
import type { LabDeps } from '../kit/ports.ts';
import { differenceDraws } from '../results/askFindings.ts';
import type { Unpaired } from '../results/differences.ts';
import { comparedRunId, historyBins } from '../results/evaluationKey.ts';
import type { ResultsSlice } from '../results/state.ts';
import type { TableSlice } from '../view/state.ts';
import {
  binsOf,
  comparedDifference,
  comparedMethods,
  comparedResult,
  isMeasured,
  missingColumns,
  referenceOf,
} from './compared.ts';
import type { Compared } from './compareKey.ts';
import { sameImages } from './sameImages.ts';
import type { CompareSlice, RunsSlice } from './state.ts';

export type CompareReads = CompareSlice & ResultsSlice & RunsSlice & TableSlice;
type Splits = readonly StoredSplit[] | null;

/** Without its logits a metric has no data, which is another thing than not asked for yet. */
function withNoData(result: MethodResult, metrics: readonly string[]): MethodResult {
  const none = Object.fromEntries(metrics.map((id) => [id, Number.NaN]));
  const filled = <Summary extends { readonly metrics?: Readonly<Record<string, number>> }>(
    summary: Summary,
  ) => ({ ...summary, metrics: { ...none, ...summary.metrics } });
  const splits = result.splits.map((split) => ({
    ...split,
    raw: filled(split.raw),
    scaled: filled(split.scaled),
  }));
  return { ...result, splits };
}

/**
 * Has the statistics worker say what the comparison of runs lacks: metrics of chosen columns that no
 * record holds, and paired differences to the reference. Logits come from the archive when they are
 * needed, and leave with the run's tick.
 */
export const compareRuns =
  ({ archive, stats }: Pick<LabDeps, 'archive' | 'stats'>): Effect<CompareReads> =>
  (store) => {
    const { getState, setState } = store;
    /** Logits that lie with the statistics worker, by key; null where the archive has none. */
    const loaded = new Map<string, Promise<Splits>>();
    const read = async ({ record, result, key }: Compared): Promise<Splits> => {
      const { methodId, step, scope, alpha } = result;
      const stamp = { methodId, step, scope, alpha };
      const wanted: EvaluationPayload = { kind: 'evaluation', ...stamp, splits: [] };
      const info = record.payloads.find((one) => one.key === payloadKey(wanted));
      const payload = info && (await archive.readPayload(record.id, info));
      if (payload?.kind !== 'evaluation') return null;
      const { splits } = payload;
      await stats.put(key, { ...stamp, classCount: splits[0]?.classCount ?? 0, splits });
      return splits;
    };
    const load = (one: Compared): Promise<Splits> => {
      const splits = loaded.get(one.key) ?? read(one).catch(() => null);
      loaded.set(one.key, splits);
      return splits;
    };

    const measure = async (one: Compared, metrics: readonly string[]) => {
      const { key, result } = one;
      const options = { ...binsOf(result), draws: 0, metrics };
      const answer = (await load(one)) && (await stats.result(key, options).catch(() => null));
      const { summaries } = getState();
      // The record's intervals stay beside what is added.
      if (answer) summaries.take(key, result);
      summaries.take(key, answer || withNoData(comparedResult(summaries, one), metrics));
    };
    const differ = async (one: Compared, base: Compared, columns: readonly TableColumn[]) => {
      const [own, other] = [await load(one), await load(base)];
      const [a, b] = [one.record.dataset, base.record.dataset];
      const isAlike =
        own && other && a.id === b.id && a.version === b.version && sameImages(own, other);
      const why: Unpaired = own && other ? 'other-images' : 'no-logits';
      const options = { ...historyBins, draws: differenceDraws, columns };
      const said = isAlike
        ? await stats.difference(one.key, base.key, options).catch(() => 'no-logits' as const)
        : why;
      getState().summaries.differences.take(one.key, base.key, historyBins, said);
    };

    /** The first thing that is lacking; each is asked for once while its runs stay ticked. */
    const asked = new Set<string>();
    const next = (): (() => Promise<void>) | null => {
      const state = getState();
      const { summaries, table } = state;
      const compared = comparedMethods(state);
      const isNew = (...name: readonly unknown[]) => {
        const text = name.join(' ');
        return !asked.has(text) && asked.add(text);
      };
      const metrics = extraMetrics(table.columns);
      for (const one of compared) {
        if (isMeasured(comparedResult(summaries, one), metrics)) continue;
        if (isNew(one.key, metrics)) return () => measure(one, metrics);
      }
      const base = referenceOf(compared, state);
      for (const one of base ? compared : []) {
        if (!base || one.key === base.key) continue;
        const said = comparedDifference(summaries.differences, one, base);
        const columns = missingColumns(said, table.columns);
        if (columns.length === 0) continue;
        if (isNew(one.key, base.key, JSON.stringify(columns))) {
          return () => differ(one, base, columns);
        }
      }
      return null;
    };
    let losses = 0;
    const work = latestOnly(async () => {
      const { summaries } = getState();
      // What was said and lost can be asked again.
      if (summaries.losses !== losses) asked.clear();
      losses = summaries.losses;
      for (let ask = next(); ask; ask = next()) {
        await ask();
        setState(({ summaryRevision }) => ({ summaryRevision: summaryRevision + 1 }));
      }
    });

    store.subscribe(
      ({ compare }) => compare.runIds,
      (runIds, before) => {
        for (const id of before.filter((one) => !runIds.includes(one))) {
          const prefix = `${comparedRunId(id)}/`;
          for (const key of loaded.keys()) if (key.startsWith(prefix)) loaded.delete(key);
          getState().summaries.forget((key) => key.startsWith(prefix));
          stats.drop(prefix).catch(() => {});
        }
      },
    );
    store.subscribe(
      ({ compare, table, runs }) => [compare, table.columns, runs.entries] as const,
      () => void work(),
      sameParts,
    );
    void work();
  };
