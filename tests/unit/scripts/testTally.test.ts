import { expect, test } from 'vitest';
import {
  addTallies,
  countLine,
  failuresOf,
  readFailures,
  readTally,
  tallyOf,
  unittestTally,
} from '../../../scripts/testTally.ts';

const report = { numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 };

test('reads the counts of a report', () =>
  expect(tallyOf(report, false)).toEqual({ passed: 5, failed: 1, skipped: 3 }));

test('counts a failed stage without a failed test as one failure', () => {
  expect(tallyOf({ ...report, numFailedTests: 0 }, false).failed).toBe(1);
  expect(readTally('/no/such/report.json', false).failed).toBe(1);
  expect(readTally(undefined, true)).toEqual({ passed: 0, failed: 0, skipped: 0 });
});

test('names each failed test with its file and the first line of why', () => {
  const assertionResults = [
    { fullName: 'one', status: 'passed' },
    { fullName: 'two of it', status: 'failed', failureMessages: ['Error: 3 > 2\n  at x.ts'] },
    { fullName: 'three', status: 'failed', failureMessages: null },
  ];
  const testResults = [{ name: '/there/page.test.ts', assertionResults }];
  expect(failuresOf({ ...report, testResults })).toEqual([
    'page.test.ts: two of it: Error: 3 > 2',
    'page.test.ts: three: ',
  ]);
  expect(readFailures('/no/such/report.json')).toEqual([]);
});

test('sums stages into the last line', () =>
  expect(countLine(addTallies([tallyOf(report, false), tallyOf(report, false)]))).toBe(
    '10 passed, 2 failed, 6 skipped',
  ));

test.each([
  ['Ran 97 tests in 60.1s\n\nOK', true, { passed: 97, failed: 0, skipped: 0 }],
  ['Ran 1 test in 0.1s\n\nOK (skipped=1)', true, { passed: 0, failed: 0, skipped: 1 }],
  [
    'Ran 9 tests in 1s\n\nFAILED (failures=2, errors=1, skipped=3)',
    false,
    { passed: 3, failed: 3, skipped: 3 },
  ],
  ['Traceback (most recent call last):', false, { passed: 0, failed: 1, skipped: 0 }],
])("reads the end of Python's unittest: %s", (output, ok, tally) =>
  expect(unittestTally(output, ok)).toEqual(tally),
);
