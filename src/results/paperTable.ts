import type { ResultColumn } from './resultColumns.ts';

/** Nothing but numbers, by column. */
export type Numbers<Row> = { readonly [Column in keyof Row]: number };

/** One method of one run. Runs that differ in their seed alone share the label. */
export interface LabelledRow<Row> {
  readonly label: string;
  readonly row: Row;
}

export interface PaperTableRow<Row> {
  readonly label: string;
  readonly seeds: number;
  readonly mean: Row;
  /** Sample standard deviation over seeds (n − 1); null for a single seed. */
  readonly sd: Row | null;
}

/** Rows of equal label as one row, mean and spread over seeds, in order of first appearance. */
export function paperTable<Row extends Numbers<Row>>(
  rows: readonly LabelledRow<Row>[],
): PaperTableRow<Row>[] {
  const groups = new Map<string, Row[]>();
  for (const { label, row } of rows) groups.set(label, [...(groups.get(label) ?? []), row]);
  return Array.from(groups, ([label, group]) => {
    const over = (summary: (values: readonly number[]) => number) => {
      const columns = Object.keys(group[0]!) as (keyof Row)[];
      const values = columns.map((key) => [key, summary(group.map((row) => row[key]))]);
      return Object.fromEntries(values) as Row;
    };
    return {
      label,
      seeds: group.length,
      mean: over(meanOf),
      sd: group.length > 1 ? over(deviationOf) : null,
    };
  });
}

/**
 * The table as text: numbers with three decimals, "±" the spread over seeds, "–" where there is no
 * data. As Markdown it is a pipe table, in which bars and line breaks of labels are escaped.
 */
export function renderTable<Row extends Numbers<Row>>(
  rows: readonly PaperTableRow<Row>[],
  columns: readonly Pick<ResultColumn, 'key' | 'title'>[],
  format: 'text' | 'markdown' = 'text',
): string {
  const header = ['method', ...columns.map(({ title }) => title)];
  const body = rows.map(({ label, mean, sd }) => [
    format === 'markdown' ? escapeCell(label) : label,
    ...columns.map(({ key }) => {
      const column = key as keyof Row;
      return cell(mean[column] ?? Number.NaN, sd?.[column]);
    }),
  ]);
  const widths = header.map((title, c) =>
    Math.max(title.length, ...body.map((cells) => cells[c]!.length)),
  );
  const pad = (cells: readonly string[]) =>
    cells.map((text, c) => (c === 0 ? text.padEnd(widths[c]!) : text.padStart(widths[c]!)));
  const rule = widths.map((width, c) =>
    c === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  const lines =
    format === 'markdown'
      ? [pad(header), rule, ...body.map(pad)].map((cells) => `| ${cells.join(' | ')} |`)
      : [header, ...body].map((cells) => pad(cells).join('  ').trimEnd());
  return lines.join('\n');
}

function cell(mean: number, sd: number | undefined): string {
  if (!Number.isFinite(mean)) return '–';
  const spread = sd !== undefined && Number.isFinite(sd) ? ` ± ${sd.toFixed(3)}` : '';
  return `${mean.toFixed(3)}${spread}`;
}

function escapeCell(label: string): string {
  return label.replaceAll('\\', '\\\\').replaceAll('|', '\\|').replaceAll(/\s+/g, ' ');
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviationOf(values: readonly number[]): number {
  const mean = meanOf(values);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}
