import type { MethodInfo, PaperRow } from '../protocol/catalogue.ts';
import type { LaneConfig } from '../protocol/runConfig.ts';
import type { EvaluationSummary, MethodResult, SplitResult } from '../results/types.ts';
import type { LabState } from '../store/labState.ts';
import { historyBins } from '../store/results/evaluationKey.ts';
import { finalKeys } from '../store/results/findings.ts';
import { liveHistory, resultOf, shownEntry } from '../store/results/shown.ts';
import type { MethodLog } from '../store/run/runLog.ts';

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
  /** Mean confidence minus accuracy, over the sets of a kind. */
  gap(id: string, role: 'id' | 'ood'): number | null;
  /** The OOD set that diagrams show, or the ID set, as the final evaluation has it. */
  set(id: string, role: 'id' | 'ood'): EvaluationSummary | null;
  /** The same of what the page shows now, be it before any race. */
  latestSet(id: string, role: 'id' | 'ood'): EvaluationSummary | null;
  /** Its live evaluations, oldest first. */
  history(id: string): readonly MethodResult[];
  log(id: string): MethodLog | undefined;
  lane(id: string): LaneConfig | undefined;
}

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
    gap: (id, role) => mean(setsOf(id, role).map(({ raw }) => raw.signedGap)),
    set: (id, role) => shown(setsOf(id, role)),
    latestSet: (id, role) => {
      const options = { ...historyBins, temperature: 'own' } as const;
      const result = resultOf(state, id, shownEntry(state, id), options);
      return shown((result?.splits ?? []).filter((split) => split.role === role));
    },
    history: (id) => liveHistory(state, id),
    log: (id) => state.run?.log.get(id),
    lane: (id) => state.run?.config.lanes.find(({ methodId }) => methodId === id),
  };
}
