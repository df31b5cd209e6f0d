/**
 * Stands before the first row: with it Excel reads the file as UTF-8, without it accents and CJK come
 * out wrong there. It is always written: pandas, R's readr and LibreOffice leave it out of the data;
 * a reader that does not finds it in the name of the first column.
 */
export const byteOrderMark = '\ufeff';

/** What a spreadsheet passes over before it takes a text for a formula: blanks, controls, what is unseen. */
const formula = /^(?:[\s\p{Cc}\p{Cf}\p{Z}]*[=+\-@＝＋－＠﹢﹣﹦﹫]|[\t\r\n])/u;

/**
 * One cell by RFC 4180. A text that a spreadsheet would take for a formula gets an apostrophe in
 * front; what any list separator would cut, a comma, a semicolon or a tab, is quoted; numbers are
 * written in full, so that they read back as the same double.
 */
export function csvCell(value: string | number): string {
  if (typeof value === 'number') return Number.isNaN(value) ? '' : String(value);
  const harmless = formula.test(value) ? `'${value}` : value;
  return /[",;\t\r\n\u2028\u2029]|^\s|\s$/.test(harmless)
    ? `"${harmless.replaceAll('"', '""')}"`
    : harmless;
}

/** A row with its line end. */
export const csvRow = (cells: readonly (string | number)[]): string =>
  `${cells.map(csvCell).join(',')}\r\n`;
