import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { BenchReport } from '../../../bench/report.ts';
import { cardPath, pagePath, resultsPath, withResults } from '../../../bench/resultsPage.ts';

const read = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as BenchReport;

test('the page shows what was measured last, on a processor and on a graphics card', () => {
  const page = readFileSync(pagePath, 'utf8');
  const [report, card] = [read(resultsPath), read(cardPath)];
  expect(page).toBe(withResults(page, report, card));
  expect(report.measured.some(({ grounds }) => grounds.ours!.isFallbackAdapter)).toBe(true);
  expect(card.measured.some(({ grounds }) => grounds.ours!.isFallbackAdapter)).toBe(false);
});
