import { expect, test } from 'vitest';
import { auditWords } from '../../../scripts/auditWords.ts';

test('names each package and how bad it is', () => {
  const report = {
    vulnerabilities: { left: { severity: 'high' }, right: { severity: 'low' } },
    metadata: { vulnerabilities: { high: 1, low: 1, total: 2 } },
  };
  expect(auditWords(JSON.stringify(report))).toEqual([
    'npm audit: 2 packages with known vulnerabilities',
    '  high     left',
    '  low      right',
  ]);
});

test('says so where nothing is known', () => {
  const report = { vulnerabilities: {}, metadata: { vulnerabilities: { total: 0 } } };
  expect(auditWords(JSON.stringify(report))).toEqual(['npm audit: no known vulnerability']);
});

test.each([
  ['', 'no answer'],
  ['npm error network', 'no answer'],
  ['{"message":"405 Method Not Allowed","error":{"summary":""}}', '405 Method Not Allowed'],
  ['{"error":{"summary":"request failed"}}', 'request failed'],
  ['null', 'no answer'],
])('does not take %j for a clean bill', (output, why) => {
  expect(auditWords(output)).toEqual([`npm audit could not ask the registry: ${why}`]);
});
