import type { TableColumn } from '../../results/tableColumns.ts';
import type { EngineSlice } from '../engine/state.ts';
import type { Effect } from '../kit/effect.ts';
import { latestOnly } from '../kit/latestOnly.ts';
import type { StatsPort } from '../kit/ports.ts';
import type { RunSlice, SetupSlice } from '../run/state.ts';
import { historyBins } from './evaluationKey.ts';
import { finalKeys, wantedPairs } from './findings.ts';
import type { FindingsSlice, ResultsSlice } from './state.ts';

/** Bootstrap draws for a difference: more than for a table, since few are asked for. */
export const differenceDraws = 1000;

/** What the findings are about. */
const columns: readonly TableColumn[] = [
  { metric: 'accuracy', scaled: false },
  { metric: 'ece', scaled: false },
  { metric: 'ece', scaled: true },
];

type Reads = EngineSlice & FindingsSlice & ResultsSlice & RunSlice & SetupSlice;

/**
 * Has the statistics worker measure the methods of a finished race against one of them, and what
 * else is asked for, pair by pair.
 */
export const askFindings =
  (stats: StatsPort): Effect<Reads> =>
  (store) => {
    const options = { ...historyBins, draws: differenceDraws, columns };
    const next = () => {
      const state = store.getState();
      const { differences } = state.summaries;
      return wantedPairs(state).find((pair) => differences.get(...pair, historyBins) === undefined);
    };
    const ask = latestOnly(async () => {
      for (let pair = next(); pair; pair = next()) {
        const said = await stats.difference(...pair, options).catch(() => 'no-logits' as const);
        const keys = Object.values(finalKeys(store.getState()));
        // What has gone meanwhile may come again with other numbers.
        if (!pair.every((key) => keys.includes(key))) continue;
        store.getState().summaries.differences.take(...pair, historyBins, said);
        store.setState(({ summaryRevision }) => ({ summaryRevision: summaryRevision + 1 }));
      }
    });
    store.subscribe(wantedPairs, () => void ask());
  };
