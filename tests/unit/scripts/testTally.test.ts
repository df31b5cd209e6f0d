import { expect, test } from 'vitest';
import { addTallies, countLine, readTally, tallyOf } from '../../../scripts/testTally.ts';

const report = { numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 };

test('reads the counts of a report', () =>
  expect(tallyOf(report, false)).toEqual({ passed: 5, failed: 1, skipped: 3 }));

test('counts a failed stage without a failed test as one failure', () => {
  expect(tallyOf({ ...report, numFailedTests: 0 }, false).failed).toBe(1);
  expect(readTally('/no/such/report.json', false).failed).toBe(1);
  expect(readTally(undefined, true)).toEqual({ passed: 0, failed: 0, skipped: 0 });
});

test('sums stages into the last line', () =>
  expect(countLine(addTallies([tallyOf(report, false), tallyOf(report, false)]))).toBe(
    '10 passed, 2 failed, 6 skipped',
  ));
