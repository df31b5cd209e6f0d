/** When a control counts. */
export const badge = {
  atOnce: { glyph: '⚡', title: 'Takes effect at once; nothing is retrained' },
  restart: { glyph: '⟲', title: 'Applies from the next start' },
} as const;

/** A chart as a table. */
export const chartTable = {
  closeTable: 'Close',
  tableOf: (chart: string) => `${chart}: values as a table`,
} as const;

/** A chart as a formula. */
export const chartFormula = {
  of: (chart: string) => `${chart}: the formula, with its numbers`,
} as const;

/** A chart as a file. */
export const chartMenu = {
  save: (name: string, format: string) => `Save ${name} as ${format}`,
  nothing: {
    message: 'There is no chart to save yet.',
    hint: 'It comes with the first results.',
  },
} as const;

/** One pane in the room of its neighbours. */
export const room = {
  whole: (pane: string) => `${pane}: more room`,
  both: 'Back to all panes',
} as const;

/** A field for a number. */
export const numberField = {
  back: (value: string) => `Back to ${value}`,
  kept: (value: string) => `This is not a number that the lab understands: ${value} still applies.`,
  whole: 'This must be a whole number.',
  range: (min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY) =>
    `It must lie between ${min} and ${max}.`,
  readAs: (value: string, other: string) => `Read as ${value}. For ${other}, write ${other}.`,
} as const;

/** The two kinds of test sets. */
export const setNames = {
  id: 'ID',
  ood: 'OOD',
} as const;

/** What a class link keeps as it is. */
export const lockedByLink = 'Set by the class link';

/** On a button, once its text is on the clipboard. */
export const copyButton = {
  copied: '✓ Copied',
} as const;

/** A table as text or as a file. */
export const tableExport = {
  markdown: 'Copy as Markdown',
  latex: 'Copy as LaTeX',
  csv: 'Download as CSV',
  copied: 'Copied.',
} as const;
