import type { ResultColumn } from '../resultColumns.ts';
import { byteOrderMark, csvRow } from './csv.ts';
import { latexText } from './latexText.ts';

export interface ExportedRow {
  readonly label: string;
  /** One a column; NaN is "no data". */
  readonly values: readonly number[];
  /** What stands after ± of each, in its unit; NaN where nothing does. */
  readonly spreads?: readonly number[];
  /** What a row on its own has to say of itself, by name; for files that programs read. */
  readonly facts?: Readonly<Record<string, string | number>>;
}

export interface ExportedTable {
  readonly columns: readonly Pick<ResultColumn, 'title' | 'unit'>[];
  readonly rows: readonly ExportedRow[];
  readonly caption: string;
}

/**
 * A text that Markdown prints as it is, in a cell of a table or as a paragraph: no mark-up, no list,
 * no heading, no mathematics of GitHub.
 */
export const escapeMarkdown = (text: string): string =>
  text
    .replaceAll(/[\s\p{Z}]+/gu, ' ')
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, '')
    .trim()
    .replaceAll(/[\\`*_[\]|~#!$]/g, '\\$&')
    .replace(/^[-+=]/, '\\$&')
    .replace(/^(\d{1,9})([.)])/, '$1\\$2')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');

function cell(value: number, unit: ResultColumn['unit'], spread = Number.NaN): string {
  if (!Number.isFinite(value)) return '–';
  const written = (number: number) =>
    unit === 'fraction'
      ? (number * 100).toFixed(1)
      : number.toFixed(unit === 'temperature' ? 2 : 3);
  return Number.isFinite(spread) ? `${written(value)} ± ${written(spread)}` : written(value);
}

const cells = ({ columns }: ExportedTable, { values, spreads }: ExportedRow) =>
  columns.map(({ unit }, i) => cell(values[i]!, unit, spreads?.[i]));

/** Heads of the columns; of the temperature as the format writes T*. */
const heads = ({ columns }: ExportedTable, temperature: string, write: (title: string) => string) =>
  columns.map(({ title, unit }) => (unit === 'temperature' ? temperature : write(title)));

const codePoint = (sign: string) =>
  [...sign].map((one) => `U+${one.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`);

/**
 * The table for a paper, in percent, for pdflatex with the booktabs package: ASCII alone. A comment
 * above it lists the signs that pdflatex has nothing for.
 */
export function latexTable(table: ExportedTable): string {
  const { rows, caption } = table;
  const head = ['Method', ...heads(table, '$T^*$', (title) => latexText(title).text)];
  const labels = rows.map(({ label }) => latexText(label));
  const under = latexText(caption);
  const leftOut = new Set([under, ...labels].flatMap((text) => text.leftOut).flatMap(codePoint));
  const body = rows.map(
    (row, i) =>
      `  ${[labels[i]!.text, ...cells(table, row)].join(' & ').replaceAll('–', '--').replaceAll('±', '$\\pm$')} \\\\`,
  );
  return [
    ...(leftOut.size > 0
      ? [`% Written as "?", for pdflatex has no sign for it: ${[...leftOut].join(' ')}`]
      : []),
    '\\begin{table}',
    '  \\centering',
    `  \\caption{${under.text}}`,
    `  \\begin{tabular}{l${'r'.repeat(head.length - 1)}}`,
    '  \\toprule',
    `  ${head.join(' & ')} \\\\`,
    '  \\midrule',
    ...body,
    '  \\bottomrule',
    '  \\end{tabular}',
    '\\end{table}',
    '',
  ].join('\n');
}

/** The same as Markdown. */
export function markdownTable(table: ExportedTable): string {
  const { rows, caption } = table;
  const head = ['%', ...heads(table, 'T\\*', escapeMarkdown)];
  const lines = [
    head,
    head.map((_, c) => (c === 0 ? '---' : '---:')),
    ...rows.map((row) => [escapeMarkdown(row.label), ...cells(table, row)]),
  ];
  return `${lines.map((line) => `| ${line.join(' | ')} |`).join('\n')}\n\n${escapeMarkdown(caption)}\n`;
}

/**
 * The same as a file: fractions, numbers in full, nothing where there is no data; without the caption.
 * Spreads have columns of their own, beside those of the values.
 */
export function tableCsv(table: ExportedTable): string {
  const hasSpreads = table.rows.some(({ spreads }) => spreads);
  const head = heads(table, 'T', (title) => title);
  const facts = [...new Set(table.rows.flatMap((row) => Object.keys(row.facts ?? {})))];
  const body = table.rows.map(({ label, values, spreads = [], facts: own = {} }) =>
    csvRow([
      label,
      ...values.flatMap((value, i) => (hasSpreads ? [value, spreads[i] ?? Number.NaN] : [value])),
      ...facts.map((name) => own[name] ?? ''),
    ]),
  );
  const titles = hasSpreads ? head.flatMap((title) => [title, `${title} ±`]) : head;
  return `${byteOrderMark}${csvRow(['method', ...titles, ...facts])}${body.join('')}`;
}
