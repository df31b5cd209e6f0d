import { isPlainMetric } from '../../results/tableColumns.ts';
import { type Effect, sameParts } from '../kit/effect.ts';
import type { StatsPort } from '../kit/ports.ts';
import type { RunSlice } from '../run/state.ts';
import type { KnobsSlice, TableSlice } from '../view/state.ts';
import { historyBins } from './evaluationKey.ts';
import { resultAsker } from './resultAsker.ts';
import type { CorruptionSlice, Evaluation, ResultsSlice } from './state.ts';

type Reads = CorruptionSlice & KnobsSlice & ResultsSlice & RunSlice & TableSlice;

const options = { ...historyBins, temperature: 'own' } as const;

/**
 * Has the metrics of drawn curves measured, of every live evaluation: one after another, so that the
 * worker answers a slider in between.
 */
export const askCurves =
  (stats: StatsPort): Effect<Reads> =>
  (store) => {
    const ask = resultAsker(store, stats);
    /** Of which metrics each was asked last. */
    let asked = new WeakMap<Evaluation, string>();
    let losses = 0;
    let busy = false;
    const next = () => {
      const { evaluations, knobs, summaries, table } = store.getState();
      const metrics = table.curves.filter((id) => !isPlainMetric(id));
      // What was said and has left is asked again.
      if (summaries.losses !== losses) asked = new WeakMap();
      losses = summaries.losses;
      if (metrics.length === 0) return null;
      const name = metrics.join(' ');
      for (const entry of Object.values(evaluations).flat()) {
        const { key, scope, bare, alpha = knobs.alpha } = entry;
        if (bare || scope !== 'live' || alpha !== knobs.alpha) continue;
        if (asked.get(entry) === name) continue;
        asked.set(entry, name);
        if (!summaries.isMeasured(key, options, metrics)) return { key, metrics };
      }
      return null;
    };
    const work = async () => {
      if (busy) return;
      busy = true;
      for (let one = next(); one; one = next()) {
        await ask(one.key, { ...options, draws: 0, metrics: one.metrics });
      }
      busy = false;
    };
    store.subscribe(
      ({ evaluations, knobs, summaryRevision, table }) =>
        [evaluations, knobs.alpha, summaryRevision, table.curves] as const,
      () => void work(),
      sameParts,
    );
  };
