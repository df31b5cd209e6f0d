import type { MethodInfo, PaperRow } from '../protocol/catalogue.ts';
import type { LaneConfig } from '../protocol/runConfig.ts';
import type { MethodLog } from '../results/runLog.ts';
import type { Difference, EvaluationSummary, MethodResult, SplitResult } from '../results/types.ts';
import { described } from '../store/engine/described.ts';
import type { LabState } from '../store/labState.ts';
import { historyBins } from '../store/results/evaluationKey.ts';
import { finalKeys, pairSaid } from '../store/results/findings.ts';
import { oodSplitId } from '../store/results/selectors.ts';
import {
  type AlphaPoint,
  alphaTrail,
  liveHistory,
  resultOf,
  shownEntry,
} from '../store/results/shown.ts';

/** A column of the paper's table. */
export type Column = keyof PaperRow;

/** How numbers are written: the page's own way. */
export interface NumberWords {
  percent(fraction: number | null | undefined, digits?: number): string;
  points(fraction: number | null | undefined, digits?: number): string;
  number(value: number | null | undefined): string;
  count(value: number | null | undefined): string;
}

/** What the run on the page says, in the fixed terms of the findings: final evaluations, 15 bins. */
export interface Facts extends NumberWords {
  readonly state: LabState;
  method(id: string): MethodInfo | undefined;
  /** What people call it. */
  name(id: string): string;
  /** Its final evaluation; null before the race is over, and where there is none. */
  final(id: string): MethodResult | null;
  column(id: string, column: Column): number | null;
  /** Mean confidence minus accuracy, over the sets of a kind; at its own T* if `scaled`. */
  gap(id: string, role: 'id' | 'ood', scaled?: boolean): number | null;
  /** Whether the first has more than the second in a column, by the paired interval; null: not known. */
  compare(first: string, second: string, column: Column): 'higher' | 'lower' | 'even' | null;
  /** T*, fitted on its validation set; null before it is known. */
  temperature(id: string): number | null;
  /** The mixes of a view that were measured, by alpha. */
  mixes(id: string): readonly AlphaPoint[];
  /** The OOD set that diagrams show, or the ID set, as the final evaluation has it. */
  set(id: string, role: 'id' | 'ood'): EvaluationSummary | null;
  /** The same of what the page shows now, be it before any race. */
  latestSet(id: string, role: 'id' | 'ood'): EvaluationSummary | null;
  /** What those two are of: "ID", or "OOD" and the set. */
  setName(role: 'id' | 'ood'): string;
  /** Its live evaluations, oldest first. */
  history(id: string): readonly MethodResult[];
  log(id: string): MethodLog | undefined;
  lane(id: string): LaneConfig | undefined;
}

/** Whether a difference has a direction: its interval leaves out 0. */
export const isResolved = ({ interval }: Difference): boolean =>
  interval !== null && (interval[0] > 0 || interval[1] < 0);

const mean = (values: readonly number[]) =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

/** Of one state of the page. */
export function factsOf(state: LabState, numbers: NumberWords): Facts {
  const keys = finalKeys(state);
  const method = (id: string) => state.engine.catalogue?.methods.find((known) => known.id === id);
  const final = (id: string) => {
    const key = keys[id];
    return key === undefined
      ? null
      : state.summaries.result(key, { ...historyBins, temperature: 'own' });
  };
  const setsOf = (id: string, role: SplitResult['role']) =>
    (final(id)?.splits ?? []).filter((split) => split.role === role);
  const shown = (sets: readonly SplitResult[]) =>
    (sets.find(({ splitId }) => splitId === state.knobs.oodSplitId) ?? sets.at(-1))?.raw ?? null;
  return {
    ...numbers,
    state,
    method,
    name: (id) => method(id)?.label ?? id,
    final,
    column: (id, column) => final(id)?.row[column] ?? null,
    gap: (id, role, scaled = false) =>
      mean(setsOf(id, role).map((split) => (scaled ? split.scaled : split.raw).signedGap)),
    compare: (first, second, column) => {
      const said = pairSaid(state, first, second);
      const difference = typeof said === 'object' ? said[column] : undefined;
      if (!difference) return null;
      if (!isResolved(difference)) return 'even';
      return difference.value > 0 ? 'higher' : 'lower';
    },
    temperature: (id) => final(id)?.temperature ?? null,
    mixes: (id) => alphaTrail(state, id),
    set: (id, role) => shown(setsOf(id, role)),
    latestSet: (id, role) => {
      const options = { ...historyBins, temperature: 'own' } as const;
      const result = resultOf(state, id, shownEntry(state, id), options);
      return shown((result?.splits ?? []).filter((split) => split.role === role));
    },
    setName: (role) => {
      if (role === 'id') return 'ID';
      const sets = described(state.engine)?.dataset.splits ?? [];
      return `OOD ${sets.find(({ id }) => id === oodSplitId(state))?.label ?? ''}`.trim();
    },
    history: (id) => liveHistory(state, id),
    log: (id) => state.run?.log.get(id),
    lane: (id) => state.run?.config.lanes.find(({ methodId }) => methodId === id),
  };
}
