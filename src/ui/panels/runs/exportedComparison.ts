import type { Catalogue } from '../../../protocol/catalogue.ts';
import type { ExportedTable } from '../../../results/exports/tableText.ts';
import { resultColumns } from '../../../results/resultColumns.ts';
import type { CompareColumn } from '../../../store/archive/compareColumns.ts';
import type { CompareCell, CompareRow } from '../../../store/archive/compareRows.ts';
import type { configColumns } from '../../../store/archive/compareSettings.ts';
import { words as shareWords } from '../../../store/share/words.ts';
import { rowLabel } from './rowLabel.ts';
import { runs, compare as words } from './words.ts';

export interface Comparison {
  readonly rows: readonly CompareRow[];
  readonly columns: readonly CompareColumn[];
  readonly settings: ReturnType<typeof configColumns>;
  /** Rows stand for all their seeds. */
  readonly grouped: boolean;
}

const spreadOf = ({ sd, interval }: CompareCell) =>
  sd ?? (interval ? (interval[1] - interval[0]) / 2 : Number.NaN);

/** A setting of all runs of a row: seeds are told one by one. */
export const settingOf = (
  { runs }: CompareRow,
  { name, values }: Comparison['settings'][number],
): string =>
  runs.length > 1 && name === 'seed'
    ? runs.map(({ id }) => values.get(id)).join(', ')
    : (values.get(runs[0]?.id ?? '') ?? '');

/** The comparison as it stands on the page, to be written in one format or another. */
export function exportedComparison(
  { rows, columns, settings, grouped }: Comparison,
  catalogue: Catalogue | null,
): ExportedTable {
  const titles = resultColumns(columns.filter(({ role }) => role === 'id'));
  const spread = grouped ? words.spreadOfSeeds : words.spreadOfImages;
  return {
    columns: columns.flatMap(({ key }) => titles.find((one) => one.key === key) ?? []),
    rows: rows.map((row) => {
      const cells = columns.map(
        ({ key }): CompareCell => row.cells[key] ?? { value: Number.NaN, interval: null },
      );
      const run = row.runs.length > 1 ? words.seeds(row.runs.length) : row.runs[0]?.name;
      const imported = row.runs.some((one) => one.imported) ? [runs.imported] : [];
      const own = settings.map((one) => `${one.name} ${settingOf(row, one)}`);
      return {
        label: [rowLabel(row, catalogue), run, ...imported, ...own].join(', '),
        values: cells.map(({ value }) => value ?? Number.NaN),
        spreads: cells.map(spreadOf),
      };
    }),
    caption: `${shareWords.tableNote}. ${spread}.`,
  };
}
