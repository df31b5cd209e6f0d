import type { Catalogue } from '../../../protocol/catalogue.ts';
import type { RollEntry } from '../../../results/classroom/classRoll.ts';
import { classColumns } from '../../../results/classroom/classTable.ts';
import { byteOrderMark, csvRow } from '../../../results/exports/csv.ts';
import { columnValue } from '../../../results/tableColumns.ts';
import { methodLabel } from '../../../store/archive/runNames.ts';
import { standingWords } from './rollWords.ts';
import { columns, collect as words } from './words.ts';

/** A row per student and method, fractions in full; what does not count is in it, with the reason. */
export function classCsv(roll: readonly RollEntry[], catalogue: Catalogue | null): string {
  const head = [
    words.file,
    words.number,
    words.student,
    words.seed,
    words.backend,
    words.standing,
    words.method,
    ...classColumns.map(({ key }) => columns[key as keyof typeof columns]),
    words.temperature,
  ];
  const rows = roll.flatMap((entry) => {
    const { file } = entry;
    const standing = standingWords(entry) ?? words.isCounted;
    if (!file.handIn) return [csvRow([file.fileName, '', '', '', '', standing])];
    const { student, record } = file.handIn;
    return record.results.map((result) =>
      csvRow([
        file.fileName,
        student.number ?? '',
        student.name,
        record.config.seed,
        record.backend.backend,
        standing,
        methodLabel(catalogue, result.methodId),
        ...classColumns.map(
          ({ column, role }) => columnValue(result.splits, column, role) ?? Number.NaN,
        ),
        result.temperature,
      ]),
    );
  });
  return `${byteOrderMark}${csvRow(head)}${rows.join('')}`;
}
