import { argmax } from '../../math/argmax.ts';

export interface HeatCell {
  readonly row: number;
  readonly column: number;
  readonly value: number;
  /** The number in the cell; null where it is small. */
  readonly printed: string | null;
}

/** Printed from this probability on, and always the largest of a row. */
const printedFrom = 0.1;

/** 0.834 → ".83", 1 → "1": as short as it can be read. */
export const shortShare = (value: number): string =>
  value > 0.995 ? '1' : value.toFixed(2).replace(/^0/, '');

/** The cells of a square matrix, and which of them say their number. */
export function matrixCells(values: ArrayLike<number>, size: number): readonly HeatCell[] {
  const cells: HeatCell[] = [];
  for (let row = 0; row < size; row++) {
    const largest = argmax(values, row * size, size);
    for (let column = 0; column < size; column++) {
      const value = values[row * size + column]!;
      const says = column === largest || value >= printedFrom;
      cells.push({ row, column, value, printed: says ? shortShare(value) : null });
    }
  }
  return cells;
}
