import type { ResultDifference } from '../../results/types.ts';
import { recordedEvaluation } from '../archive/runParts.ts';
import type { EngineSlice } from '../engine/state.ts';
import { memoSelector } from '../kit/memoSelector.ts';
import { isOver } from '../run/phase.ts';
import { methodsOf } from '../run/selectors.ts';
import type { RunSlice, SetupSlice } from '../run/state.ts';
import { historyBins } from './evaluationKey.ts';
import type { FindingsSlice, ResultsSlice } from './state.ts';

type Reads = EngineSlice & FindingsSlice & ResultsSlice & RunSlice & SetupSlice;

/** Final evaluations of a race that is over, one of which all others are measured against. */
export interface FindingPairs {
  readonly againstId: string;
  /** Key of the evaluation by method. */
  readonly keys: Readonly<Record<string, string>>;
}

/** Null while the race goes on, and where no two methods have a final evaluation. */
export const findingPairs = memoSelector(
  ({ engine, run, setup, evaluations, findingsAgainst }: Reads) =>
    [
      engine.catalogue,
      run?.config,
      run?.phase,
      setup.included,
      evaluations,
      findingsAgainst,
    ] as const,
  (catalogue, config, phase, included, evaluations, chosen): FindingPairs | null => {
    if (!config || !phase || !isOver(phase)) return null;
    const keys: Record<string, string> = {};
    const methods = methodsOf(catalogue, config, included).filter(({ id }) => {
      const entry = recordedEvaluation(id, evaluations[id] ?? [], config);
      if (entry?.scope === 'full') keys[id] = entry.key;
      return keys[id] !== undefined;
    });
    // The chosen one while it is in the race, else the pretrained model.
    const against =
      methods.find(({ id }) => id === chosen) ??
      methods.find(({ kind }) => kind === 'reference') ??
      methods[0];
    return against && methods.length > 1 ? { againstId: against.id, keys } : null;
  },
);

/** What a finished race says, each method measured against one of them on the same images. */
export interface Findings extends FindingPairs {
  /** Itself minus the other, as far as it is known. */
  readonly byMethod: Readonly<Record<string, ResultDifference>>;
  /** What is still being measured. */
  readonly waiting: readonly string[];
}

/** Null until the race is over and its last evaluations are there. */
export const findings = memoSelector(
  (state: Reads) => [findingPairs(state), state.summaries, state.summaryRevision] as const,
  (pairs, { differences }, _revision): Findings | null => {
    if (!pairs) return null;
    const { againstId, keys } = pairs;
    const others = Object.keys(keys).filter((id) => id !== againstId);
    const said = (id: string) => differences.get(keys[id]!, keys[againstId]!, historyBins);
    const byMethod: Record<string, ResultDifference> = {};
    for (const id of others) {
      const difference = said(id);
      if (typeof difference === 'object') byMethod[id] = difference;
    }
    return { ...pairs, byMethod, waiting: others.filter((id) => said(id) === undefined) };
  },
);
