import { expect, test } from 'vitest';
import {
  formatBytes,
  formatClock,
  formatCount,
  formatInterval,
  formatMetric,
  formatMs,
  formatName,
  formatNumber,
  formatPercent,
  formatRange,
  signedPoints,
  signedSpan,
} from '../../../src/ui/format.ts';

/** Narrow spaces are for the eye; the test reads plain ones. */
const plain = (text: string) => text.replaceAll('\u202f', ' ');

test.each([
  [formatPercent(0.0457), '4.6 %'],
  [formatPercent(1, 0), '100 %'],
  [formatPercent(null), '–'],
  [formatPercent(Number.NaN), '–'],
  [formatRange([0.034, 0.056]), '3.4–5.6'],
  [formatInterval([-0.05, -0.01]), '−5.0 to −1.0 %'],
  [formatMetric(-1.25, { unit: 'nats', best: 'zero' }), '−1.250'],
  [signedPoints(0.031), '+3.1'],
  [signedPoints(-0.031), '−3.1'],
  [signedPoints(0), '0.0'],
  [signedPoints(null), '–'],
  [signedSpan([-0.01, 0.02]), '−1.0 to +2.0'],
  [formatCount(1089), '1 089'],
  [formatCount(1234567), '1 234 567'],
  [formatCount(12), '12'],
  [formatNumber(0.0004), '4e-4'],
  [formatNumber(0), '0'],
  [formatNumber(1.2345), '1.23'],
  [formatNumber(4812801), '4.8e6'],
  [formatClock(83_000), '1:23'],
  [formatClock(3_723_000), '1:02:03'],
  [formatClock(null), '–'],
  [formatMs(81.3), '81 ms'],
  [formatMs(2140), '2.1 s'],
  [formatBytes(5_300_000), '5.3 MB'],
  [formatBytes(41_200), '41 kB'],
  [formatName('teacherPretrainedWeight'), 'Teacher pretrained weight'],
])('%s', (shown, expected) => expect(plain(shown)).toBe(expected));
