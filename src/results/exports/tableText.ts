import type { TableRow } from '../types.ts';
import { latexText } from './latexText.ts';

export interface ExportedRow {
  readonly label: string;
  readonly row: TableRow;
}

export interface ExportedTable {
  readonly rows: readonly ExportedRow[];
  readonly caption: string;
}

const columns = [
  ['idAcc', 'ID acc.'],
  ['oodAcc', 'OOD acc.'],
  ['idEce', 'ID ECE'],
  ['oodEce', 'OOD ECE'],
  ['idEceTs', 'ID ECE, TS'],
  ['oodEceTs', 'OOD ECE, TS'],
] as const satisfies readonly (readonly [keyof TableRow, string])[];

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

const percent = (value: number) => (Number.isFinite(value) ? (value * 100).toFixed(1) : '–');
const temperature = (value: number) => (Number.isFinite(value) ? value.toFixed(2) : '–');

const cells = ({ row }: ExportedRow) => [
  ...columns.map(([name]) => percent(row[name])),
  temperature(row.temperature),
];

const codePoint = (sign: string) =>
  [...sign].map((one) => `U+${one.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`);

/**
 * The table for a paper, in percent, for pdflatex with the booktabs package: ASCII alone. A comment
 * above it lists the signs that pdflatex has nothing for.
 */
export function latexTable({ rows, caption }: ExportedTable): string {
  const head = ['Method', ...columns.map(([, title]) => title), '$T^*$'];
  const labels = rows.map(({ label }) => latexText(label));
  const under = latexText(caption);
  const leftOut = new Set([under, ...labels].flatMap((text) => text.leftOut).flatMap(codePoint));
  const body = rows.map(
    (row, i) => `  ${[labels[i]!.text, ...cells(row)].join(' & ').replaceAll('–', '--')} \\\\`,
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
export function markdownTable({ rows, caption }: ExportedTable): string {
  const head = ['%', ...columns.map(([, title]) => title), 'T\\*'];
  const lines = [
    head,
    head.map((_, c) => (c === 0 ? '---' : '---:')),
    ...rows.map((row) => [escapeMarkdown(row.label), ...cells(row)]),
  ];
  return `${lines.map((line) => `| ${line.join(' | ')} |`).join('\n')}\n\n${escapeMarkdown(caption)}\n`;
}
