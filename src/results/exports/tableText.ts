import type { TableRow } from '../types.ts';

export interface ExportedRow {
  readonly label: string;
  readonly row: TableRow;
}

const columns = [
  ['idAcc', 'ID acc.'],
  ['oodAcc', 'OOD acc.'],
  ['idEce', 'ID ECE'],
  ['oodEce', 'OOD ECE'],
  ['idEceTs', 'ID ECE, TS'],
  ['oodEceTs', 'OOD ECE, TS'],
] as const satisfies readonly (readonly [keyof TableRow, string])[];

const latexSpecials: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '&': '\\&',
  '%': '\\%',
  $: '\\$',
  '#': '\\#',
  _: '\\_',
  '{': '\\{',
  '}': '\\}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  α: '$\\alpha$',
  ε: '$\\varepsilon$',
  λ: '$\\lambda$',
  '→': '$\\rightarrow$',
};

/** A text that LaTeX prints as it is. */
export const escapeLatex = (text: string): string =>
  text.replaceAll(/[\\&%$#_{}~^<>αελ→]/g, (sign) => latexSpecials[sign]!).replaceAll(/\s+/g, ' ');

/** A text that Markdown prints as it is, in a cell of a table. */
export const escapeMarkdown = (text: string): string =>
  text
    .replaceAll(/[\\`*_[\]|~#!]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/\s+/g, ' ');

const percent = (value: number) => (Number.isFinite(value) ? (value * 100).toFixed(1) : '–');
const temperature = (value: number) => (Number.isFinite(value) ? value.toFixed(2) : '–');

const cells = ({ row }: ExportedRow) => [
  ...columns.map(([name]) => percent(row[name])),
  temperature(row.temperature),
];

/** The table for a paper, in percent, for the booktabs package. */
export function latexTable(rows: readonly ExportedRow[], caption: string): string {
  const head = ['Method', ...columns.map(([, title]) => title), '$T^*$'];
  const body = rows.map((row) => `  ${[escapeLatex(row.label), ...cells(row)].join(' & ')} \\\\`);
  return [
    '\\begin{table}',
    '  \\centering',
    `  \\caption{${escapeLatex(caption)}}`,
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
export function markdownTable(rows: readonly ExportedRow[], caption: string): string {
  const head = ['%', ...columns.map(([, title]) => title), 'T\\*'];
  const lines = [
    head,
    head.map((_, c) => (c === 0 ? '---' : '---:')),
    ...rows.map((row) => [escapeMarkdown(row.label), ...cells(row)]),
  ];
  return `${lines.map((line) => `| ${line.join(' | ')} |`).join('\n')}\n\n${escapeMarkdown(caption)}\n`;
}
