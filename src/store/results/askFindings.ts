import type { TableColumn } from '../../results/tableColumns.ts';
import type { EngineSlice } from '../engine/state.ts';
import type { Effect } from '../kit/effect.ts';
import { latestOnly } from '../kit/latestOnly.ts';
import type { StatsPort } from '../kit/ports.ts';
import type { RunSlice, SetupSlice } from '../run/state.ts';
import { historyBins } from './evaluationKey.ts';
import { findingPairs, findings } from './findings.ts';
import type { FindingsSlice, ResultsSlice } from './state.ts';

/** Bootstrap draws for a difference: more than for a table, since few are asked for. */
export const differenceDraws = 1000;

/** What the findings are about. */
const columns: readonly TableColumn[] = [
  { metric: 'accuracy', scaled: false },
  { metric: 'ece', scaled: false },
];

type Reads = EngineSlice & FindingsSlice & ResultsSlice & RunSlice & SetupSlice;

/** Has the statistics worker measure the methods of a finished race against one of them, pair by pair. */
export const askFindings =
  (stats: StatsPort): Effect<Reads> =>
  (store) => {
    const options = { ...historyBins, draws: differenceDraws, columns };
    const next = () => {
      const { keys = {}, againstId = '', waiting = [] } = findings(store.getState()) ?? {};
      const [first] = waiting.map((id) => keys[id]);
      const second = keys[againstId];
      return first && second ? ([first, second] as const) : null;
    };
    const ask = latestOnly(async () => {
      for (let pair = next(); pair; pair = next()) {
        const said = await stats.difference(...pair, options).catch(() => 'no-logits' as const);
        const keys = Object.values(findingPairs(store.getState())?.keys ?? {});
        // What has gone meanwhile may come again with other numbers.
        if (!pair.every((key) => keys.includes(key))) continue;
        store.getState().summaries.differences.take(...pair, historyBins, said);
        store.setState(({ summaryRevision }) => ({ summaryRevision: summaryRevision + 1 }));
      }
    });
    store.subscribe(findingPairs, () => void ask());
  };
