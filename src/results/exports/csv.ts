/**
 * One cell by RFC 4180. A text that a spreadsheet would take for a formula gets an apostrophe in
 * front; numbers are written in full, so that they read back as the same double.
 */
export function csvCell(value: string | number): string {
  if (typeof value === 'number') return Number.isNaN(value) ? '' : String(value);
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** A row with its line end. */
export const csvRow = (cells: readonly (string | number)[]): string =>
  `${cells.map(csvCell).join(',')}\r\n`;
