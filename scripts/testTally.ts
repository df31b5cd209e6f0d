import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** The part of Vitest's JSON report that is read here. */
interface VitestReport {
  readonly testResults?: readonly {
    readonly name: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages?: readonly string[] | null;
    }[];
  }[];
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

/** Each failed test as "file: name: first line of why", for the end of a long output. */
export function failuresOf(report: VitestReport | null): string[] {
  return (report?.testResults ?? []).flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName, failureMessages }) => {
        const why = (failureMessages?.[0] ?? '').split('\n')[0]!;
        return `${basename(name)}: ${fullName}: ${why}`;
      }),
  );
}

/** @param path of a JSON report, which a crashed stage may not have written */
function readReport(path: string | undefined): VitestReport | null {
  const written = path !== undefined && existsSync(path);
  return written ? (JSON.parse(readFileSync(path, 'utf8')) as VitestReport) : null;
}

export const readTally = (path: string | undefined, ok: boolean): Tally =>
  tallyOf(readReport(path), ok);

export const readFailures = (path: string | undefined): string[] => failuresOf(readReport(path));

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
