import type { PaperRow } from '../protocol/catalogue.ts';

/** What the paper's columns are called wherever there is room for whole words. */
export const columnTitles = {
  idAcc: 'ID accuracy',
  oodAcc: 'OOD accuracy',
  idEce: 'ID ECE',
  oodEce: 'OOD ECE',
  idEceTs: 'ID ECE at T*',
  oodEceTs: 'OOD ECE at T*',
} as const satisfies Readonly<Record<keyof PaperRow, string>>;
