import type { TableRow } from './types.ts';

/** One method of one run. Runs that differ in their seed alone share the label. */
export interface LabelledRow {
  readonly label: string;
  readonly row: TableRow;
}

export interface PaperTableRow {
  readonly label: string;
  readonly seeds: number;
  readonly mean: TableRow;
  /** Sample standard deviation over seeds (n − 1); null for a single seed. */
  readonly sd: TableRow | null;
}

const columns = [
  ['idAcc', 'ID acc'],
  ['oodAcc', 'OOD acc'],
  ['idEce', 'ID ECE'],
  ['oodEce', 'OOD ECE'],
  ['temperature', 'T'],
  ['idEceTs', 'ID ECE TS'],
  ['oodEceTs', 'OOD ECE TS'],
] as const satisfies readonly (readonly [keyof TableRow, string])[];

/** Rows of equal label as one row, mean and spread over seeds, in order of first appearance. */
export function paperTable(rows: readonly LabelledRow[]): PaperTableRow[] {
  const groups = new Map<string, TableRow[]>();
  for (const { label, row } of rows) groups.set(label, [...(groups.get(label) ?? []), row]);
  return Array.from(groups, ([label, group]) => {
    const mean = mapColumns((name) => meanOf(group.map((row) => row[name])));
    const sd =
      group.length > 1 ? mapColumns((name) => deviationOf(group.map((row) => row[name]))) : null;
    return { label, seeds: group.length, mean, sd };
  });
}

/**
 * The table as text: fractions with three decimals, "±" the spread over seeds, "–" where there is no
 * data. As Markdown it is a pipe table, in which bars and line breaks of labels are escaped.
 */
export function renderTable(
  rows: readonly PaperTableRow[],
  format: 'text' | 'markdown' = 'text',
): string {
  const header = ['method', ...columns.map(([, title]) => title)];
  const body = rows.map(({ label, mean, sd }) => [
    format === 'markdown' ? escapeCell(label) : label,
    ...columns.map(([name]) => cell(mean[name], sd?.[name])),
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

function mapColumns(valueIn: (name: keyof TableRow) => number): TableRow {
  return {
    idAcc: valueIn('idAcc'),
    oodAcc: valueIn('oodAcc'),
    idEce: valueIn('idEce'),
    oodEce: valueIn('oodEce'),
    idEceTs: valueIn('idEceTs'),
    oodEceTs: valueIn('oodEceTs'),
    temperature: valueIn('temperature'),
  };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviationOf(values: readonly number[]): number {
  const mean = meanOf(values);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}
