import type { SplitResult, TableRow } from './types.ts';

/** One row of the paper's table. NaN, "no data", where there is no ID or no OOD split. */
export function tableRow(splits: readonly SplitResult[], temperature: number): TableRow {
  const mean = (role: SplitResult['role'], valueIn: (split: SplitResult) => number) => {
    const values = splits.filter((split) => split.role === role).map(valueIn);
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  const accuracy = ({ raw }: SplitResult) => raw.accuracy;
  const ece = ({ raw }: SplitResult) => raw.ece;
  const scaledEce = ({ scaled }: SplitResult) => scaled.ece;
  return {
    idAcc: mean('id', accuracy),
    oodAcc: mean('ood', accuracy),
    idEce: mean('id', ece),
    oodEce: mean('ood', ece),
    idEceTs: mean('id', scaledEce),
    oodEceTs: mean('ood', scaledEce),
    temperature,
  };
}

/** The first minus the second, column by column. */
export const rowDifference = (own: TableRow, other: TableRow): TableRow => ({
  idAcc: own.idAcc - other.idAcc,
  oodAcc: own.oodAcc - other.oodAcc,
  idEce: own.idEce - other.idEce,
  oodEce: own.oodEce - other.oodEce,
  idEceTs: own.idEceTs - other.idEceTs,
  oodEceTs: own.oodEceTs - other.oodEceTs,
  temperature: own.temperature - other.temperature,
});
