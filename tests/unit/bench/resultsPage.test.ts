import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { BenchReport } from '../../../bench/report.ts';
import { pagePath, resultsPath, withResults } from '../../../bench/resultsPage.ts';

const page = readFileSync(pagePath, 'utf8');

test.runIf(existsSync(resultsPath))('the page shows what was measured last', () => {
  const report = JSON.parse(readFileSync(resultsPath, 'utf8')) as BenchReport;
  expect(page).toBe(withResults(page, report));
});

test.skipIf(existsSync(resultsPath))('without results the page shows none', () =>
  expect(page).not.toContain('## Measured'),
);
