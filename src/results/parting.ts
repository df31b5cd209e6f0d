import type { MethodResult } from './types.ts';

/** Where calibration left while accuracy still rose. */
export interface Parting {
  /** The step with the lowest OOD ECE. */
  readonly lowest: MethodResult;
  readonly last: MethodResult;
  /** After it OOD ECE rose, and so did ID accuracy. */
  readonly parted: boolean;
}

/** @returns null with fewer than three evaluations: then there is no way to see */
export function partingOf(history: readonly MethodResult[]): Parting | null {
  const last = history.at(-1);
  if (!last || history.length < 3) return null;
  const lowest = history.reduce((best, one) => (one.row.oodEce < best.row.oodEce ? one : best));
  const parted =
    lowest.step < last.step &&
    last.row.oodEce > lowest.row.oodEce &&
    last.row.idAcc > lowest.row.idAcc;
  return { lowest, last, parted };
}
