import { rowDifference } from '../../results/tableRow.ts';
import type { ResultDifference, TableRow } from '../../results/types.ts';
import { recordedEvaluation } from '../archive/runParts.ts';
import type { EngineSlice } from '../engine/state.ts';
import { memoSelector } from '../kit/memoSelector.ts';
import { isOver } from '../run/phase.ts';
import { methodsOf } from '../run/selectors.ts';
import type { RunSlice, SetupSlice } from '../run/state.ts';
import type { Unpaired } from './differences.ts';
import { historyBins } from './evaluationKey.ts';
import type { Evaluation, FindingsSlice, ResultsSlice } from './state.ts';

type Reads = EngineSlice & FindingsSlice & ResultsSlice & RunSlice & SetupSlice;

/** Final evaluations of a race that is over, one of which all others are measured against. */
export interface FindingPairs {
  readonly againstId: string;
  /** Key of the evaluation by method. */
  readonly keys: Readonly<Record<string, string>>;
}

/** The final evaluations of a race that is over, by method; none while it goes on. */
const finalEntries = memoSelector(
  ({ run, evaluations }: Reads) => [run?.config, run?.phase, evaluations] as const,
  (config, phase, evaluations): Readonly<Record<string, Evaluation>> => {
    if (!config || !phase || !isOver(phase)) return {};
    const finals: Record<string, Evaluation> = {};
    for (const [id, entries] of Object.entries(evaluations)) {
      const entry = recordedEvaluation(id, entries, config);
      if (entry?.scope === 'full') finals[id] = entry;
    }
    return finals;
  },
);

/** Their keys. */
export const finalKeys = memoSelector(
  (state: Reads) => [finalEntries(state)] as const,
  (finals): FindingPairs['keys'] =>
    Object.fromEntries(Object.entries(finals).map(([id, { key }]) => [id, key])),
);

/** Keys of those whose answers are not here, or not yet: of an opened run they come after its table. */
const bareKeys = memoSelector(
  (state: Reads) => [finalEntries(state)] as const,
  (finals): ReadonlySet<string> =>
    new Set(Object.values(finals).flatMap(({ bare, key }) => (bare ? [key] : []))),
);

/** Null while the race goes on, and where no two methods have a final evaluation. */
export const findingPairs = memoSelector(
  (state: Reads) =>
    [
      state.engine.catalogue,
      state.run?.config,
      state.setup.included,
      finalKeys(state),
      state.findingsAgainst,
    ] as const,
  (catalogue, config, included, keys, chosen): FindingPairs | null => {
    if (!config) return null;
    const methods = methodsOf(catalogue, config, included).filter(({ id }) => keys[id]);
    // The chosen one while it is in the race, else the pretrained model.
    const against =
      methods.find(({ id }) => id === chosen) ??
      methods.find(({ kind }) => kind === 'reference') ??
      methods[0];
    if (!against || methods.length < 2) return null;
    const own = Object.fromEntries(methods.map(({ id }) => [id, keys[id]!]));
    return { againstId: against.id, keys: own };
  },
);

/** Every pair of evaluations, by key, that somebody wants measured: the findings' first. */
export const wantedPairs = memoSelector(
  (state: Reads) =>
    [findingPairs(state), finalKeys(state), bareKeys(state), state.pairsAsked] as const,
  (pairs, finals, bare, asked): readonly (readonly [string, string])[] => {
    const { keys = {}, againstId = '' } = pairs ?? {};
    const against = keys[againstId];
    const ofFindings = Object.values(keys).flatMap((key) =>
      against && key !== against ? [[key, against] as const] : [],
    );
    const others = asked.flatMap(([first, second]) => {
      const [own, other] = [finals[first], finals[second]];
      return own && other ? [[own, other] as const] : [];
    });
    return [...ofFindings, ...others].filter((pair) => !pair.some((key) => bare.has(key)));
  },
);

/** What was measured of two methods, the first minus the second; undefined before the answer. */
export function pairSaid(
  state: Reads,
  first: string,
  second: string,
): ResultDifference | Unpaired | undefined {
  const keys = finalKeys(state);
  const [own, other] = [keys[first], keys[second]];
  if (!own || !other) return undefined;
  const said = state.summaries.differences.get(own, other, historyBins);
  const bare = bareKeys(state);
  return said ?? (bare.has(own) || bare.has(other) ? 'no-logits' : undefined);
}

/** What a finished race says, each method measured against one of them on the same images. */
export interface Findings extends FindingPairs {
  /** Itself minus the other, as far as it is known. */
  readonly byMethod: Readonly<Record<string, ResultDifference>>;
  /** The same of the table's rows as they stand there; without those that are not known yet. */
  readonly plain: Readonly<Record<string, TableRow>>;
  /** What is still being measured. */
  readonly waiting: readonly string[];
}

/** Null until the race is over and its last evaluations are there. */
export const findings = memoSelector(
  (state: Reads) =>
    [findingPairs(state), bareKeys(state), state.summaries, state.summaryRevision] as const,
  (pairs, bare, summaries, _revision): Findings | null => {
    if (!pairs) return null;
    const { againstId, keys } = pairs;
    const others = Object.keys(keys).filter((id) => id !== againstId);
    const said = (id: string) =>
      summaries.differences.get(keys[id]!, keys[againstId]!, historyBins);
    const byMethod: Record<string, ResultDifference> = {};
    for (const id of others) {
      const difference = said(id);
      if (typeof difference === 'object') byMethod[id] = difference;
    }
    const row = (id: string) =>
      summaries.result(keys[id]!, { ...historyBins, temperature: 'own' })?.row;
    const base = row(againstId);
    const plain = Object.fromEntries(
      others.flatMap((id) => {
        const own = row(id);
        return own && base ? [[id, rowDifference(own, base)]] : [];
      }),
    );
    const isComing = (id: string) => !bare.has(keys[id]!) && !bare.has(keys[againstId]!);
    const waiting = others.filter((id) => said(id) === undefined && isComing(id));
    return { ...pairs, byMethod, plain, waiting };
  },
);
