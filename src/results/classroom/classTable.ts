import { outliers, type SampleSummary, sampleSummary } from '../../math/sampleSummary.ts';
import { columnKey, columnValue, standardColumns } from '../tableColumns.ts';
import type { MethodResult } from '../types.ts';
import type { RollEntry } from './classRoll.ts';
import type { Student } from './handIn.ts';

/** One student's value. */
export interface ClassValue {
  readonly student: Student;
  /** Fraction. */
  readonly value: number;
  /** It lies far from what the class found. */
  readonly outlier: boolean;
}

/** What a class found of one method in one column. */
export interface ClassCell extends SampleSummary {
  readonly values: readonly ClassValue[];
}

export interface ClassRow {
  readonly methodId: string;
  /** By key of the column: "idAcc", "oodEceTs". */
  readonly cells: Readonly<Record<string, ClassCell>>;
}

/** The paper's columns, ID and OOD each. */
export const classColumns = standardColumns.flatMap((column) =>
  (['id', 'ood'] as const).map((role) => ({ key: columnKey(column, role), column, role })),
);

/**
 * A row per method over all that count, in the order of the first hand-in: means and 95 % intervals
 * over students, whose races differ in the seed. All measured on the same images, so nothing in the
 * interval tells how other images would turn out.
 */
export function classTable(roll: readonly RollEntry[]): readonly ClassRow[] {
  const counted = roll.flatMap(({ file, standing }) =>
    standing.is === 'counted' && file.handIn ? [file.handIn] : [],
  );
  const methodIds = [
    ...new Set(counted.flatMap(({ record }) => record.results.map(({ methodId }) => methodId))),
  ];
  return methodIds.map((methodId) => {
    const own = counted.flatMap(({ student, record }) => {
      const result = record.results.find((one) => one.methodId === methodId);
      return result ? [{ student, result }] : [];
    });
    const cells = classColumns.map(({ key, column, role }): [string, ClassCell] => {
      const valueIn = ({ splits }: MethodResult) => columnValue(splits, column, role) ?? Number.NaN;
      const known = own
        .map(({ student, result }) => ({ student, value: valueIn(result) }))
        .filter(({ value }) => Number.isFinite(value));
      const numbers = known.map(({ value }) => value);
      const far = new Set(outliers(numbers));
      const values = known.map((one, i) => ({ ...one, outlier: far.has(i) }));
      return [key, { ...sampleSummary(numbers), values }];
    });
    return { methodId, cells: Object.fromEntries(cells) };
  });
}
