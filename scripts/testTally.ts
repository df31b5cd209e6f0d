import { existsSync, readFileSync } from 'node:fs';

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** The part of Vitest's JSON report that is read here. */
interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
}

/**
 * What one stage adds to the count. A stage that failed without a failed test (lint, types, a file
 * that does not load, a crash) counts as one failure, so that the last line never says 0 of them.
 */
export function tallyOf(report: VitestReport | null, ok: boolean): Tally {
  const failed = report?.numFailedTests ?? 0;
  return {
    passed: report?.numPassedTests ?? 0,
    failed: failed === 0 && !ok ? 1 : failed,
    skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0),
  };
}

/** @param report path of a JSON report, which a crashed stage may not have written */
export function readTally(report: string | undefined, ok: boolean): Tally {
  const written = report !== undefined && existsSync(report);
  return tallyOf(written ? (JSON.parse(readFileSync(report, 'utf8')) as VitestReport) : null, ok);
}

/** The counts that Python's unittest ends with: "Ran 97 tests in 60.1s", "FAILED (failures=1, skipped=2)". */
export function unittestTally(output: string, ok: boolean): Tally {
  const of = (name: string) => Number(new RegExp(`\\b${name}=(\\d+)`).exec(output)?.[1] ?? 0);
  const ran = Number(/^Ran (\d+) tests? in/m.exec(output)?.[1] ?? 0);
  const failed = of('failures') + of('errors');
  const skipped = of('skipped');
  // A failure of a subtest is counted beside its test; there are never fewer than none that passed.
  const passed = Math.max(0, ran - failed - skipped);
  return { passed, failed: failed === 0 && !ok ? 1 : failed, skipped };
}

export function addTallies(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (sum, { passed, failed, skipped }) => ({
      passed: sum.passed + passed,
      failed: sum.failed + failed,
      skipped: sum.skipped + skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}

export const countLine = ({ passed, failed, skipped }: Tally): string =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`;
