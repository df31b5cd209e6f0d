import { scoreSplit } from '../../results/scoreSplit.ts';
import { columnValue, type TableColumn } from '../../results/tableColumns.ts';
import type { MethodResult } from '../../results/types.ts';
import { described } from '../engine/described.ts';
import type { EngineSlice } from '../engine/state.ts';
import type { Point } from '../kit/decimate.ts';
import type { KnobsSlice, KnobsState } from '../view/state.ts';
import type { ResultsSlice } from './state.ts';

/** What a chart can draw of a live evaluation. */
const historyValues = {
  idAcc: ({ row }: MethodResult) => row.idAcc,
  oodAcc: ({ row }: MethodResult) => row.oodAcc,
  idEce: ({ row }: MethodResult) => row.idEce,
  oodEce: ({ row }: MethodResult) => row.oodEce,
  idNllMended: (result: MethodResult) => scoreSplit(result, 'id', 'nll').mended,
  idNllStays: (result: MethodResult) => scoreSplit(result, 'id', 'nll').stays,
  oodNllMended: (result: MethodResult) => scoreSplit(result, 'ood', 'nll').mended,
  oodNllStays: (result: MethodResult) => scoreSplit(result, 'ood', 'nll').stays,
  idBrierMended: (result: MethodResult) => scoreSplit(result, 'id', 'brier').mended,
  idBrierStays: (result: MethodResult) => scoreSplit(result, 'id', 'brier').stays,
  oodBrierMended: (result: MethodResult) => scoreSplit(result, 'ood', 'brier').mended,
  oodBrierStays: (result: MethodResult) => scoreSplit(result, 'ood', 'brier').stays,
};
export type HistoryValue = keyof typeof historyValues;

/** A column of the table, ID or OOD, to be drawn over the steps. */
export interface ColumnCurve extends TableColumn {
  readonly role: 'id' | 'ood';
}

/** A value of the live evaluations over steps; without those that it is not known of yet. */
export function historyPoints(
  history: readonly MethodResult[] | undefined,
  of: HistoryValue | ColumnCurve,
): Point[] {
  return (history ?? []).flatMap((result) => {
    const { step, splits } = result;
    const value =
      typeof of === 'string' ? historyValues[of](result) : columnValue(splits, of, of.role);
    return value === undefined ? [] : [{ step, value }];
  });
}

/** The ID test set. */
export const idSplitId = ({ engine }: Pick<EngineSlice, 'engine'>): string | null =>
  described(engine)?.dataset.splits.find(({ role }) => role === 'id')?.id ?? null;

/** The OOD set whose diagrams are drawn: the one chosen, or the last, sets going from near to far. */
export function oodSplitId(
  state: Pick<EngineSlice & KnobsSlice, 'engine' | 'knobs'>,
): string | null {
  const splits = described(state.engine)?.dataset.splits.filter(({ role }) => role === 'ood') ?? [];
  const chosen = splits.find(({ id }) => id === state.knobs.oodSplitId);
  return (chosen ?? splits.at(-1))?.id ?? null;
}

/** Whether a view's shown result was computed at another alpha than the slider's. */
export function isStaleAlpha(result: MethodResult | undefined, knobs: KnobsState): boolean {
  return result?.alpha !== undefined && result.alpha !== knobs.alpha;
}

/** Steps at which any method of the run has been evaluated, increasing: where the clock can stand. */
export function evaluatedSteps({
  evaluations,
}: Pick<ResultsSlice, 'evaluations'>): readonly number[] {
  const steps = new Set(Object.values(evaluations).flatMap((list) => list.map(({ step }) => step)));
  return [...steps].sort((a, b) => a - b);
}
