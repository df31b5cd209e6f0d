/** The one place where fractions become percent and numbers become text, a dash where there are none; units are those of `math/units`. */

import { showAbout, showBytes, showClock, showCount, showMs, thin } from '../math/units.ts';
import type { MetricInfo } from '../metrics/metric.ts';

export const missing = '–';

const isNumber = (value: number | null | undefined): value is number =>
  typeof value === 'number' && Number.isFinite(value);

/** A number with so many digits after its point, and the minus of print, not a hyphen. */
export const fixed = (value: number, digits: number): string =>
  value.toFixed(digits).replace('-', '−');

/** 0.0457 → "4.6 %". */
export function formatPercent(fraction: number | null | undefined, digits = 1): string {
  return isNumber(fraction) ? `${fixed(fraction * 100, digits)}${thin}%` : missing;
}

/** 0.0457 → "4.6", for columns whose head says %. */
export function formatPoints(fraction: number | null | undefined, digits = 1): string {
  return isNumber(fraction) ? fixed(fraction * 100, digits) : missing;
}

/** A difference of fractions in percentage points: 0.0457 → "+4.6". */
export const signedPoints = (value: number | null | undefined): string =>
  isNumber(value) && value > 0 ? `+${formatPoints(value)}` : formatPoints(value);

/** [-0.01, 0.02] → "−1.0 to +2.0". */
export const signedSpan = (interval: readonly [number, number] | null | undefined): string =>
  interval ? `${signedPoints(interval[0])} to ${signedPoints(interval[1])}` : missing;

/** A metric by its unit: 0.0457 → "4.6" (fractions, in %), 1.23456 → "1.235"; with a plus if 0 is best. */
export function formatMetric(
  value: number | undefined,
  { unit, best }: Pick<MetricInfo, 'unit' | 'best'>,
): string {
  if (!isNumber(value)) return missing;
  const text = unit === 'fraction' ? formatPoints(value) : fixed(value, 3);
  return best === 'zero' && value > 0 ? `+${text}` : text;
}

/** [0.034, 0.056] → "3.4 to 5.6 %". */
export function formatInterval(interval: readonly [number, number] | null): string {
  return interval ? `${formatPoints(interval[0])} to ${formatPercent(interval[1])}` : missing;
}

/** [0.034, 0.056] → "3.4–5.6", for columns whose head says %. */
export function formatRange(interval: readonly [number, number] | null): string {
  return interval ? `${formatPoints(interval[0])}–${formatPoints(interval[1])}` : '';
}

/** "teacherPretrainedWeight" → "Teacher pretrained weight": a name that the engine reports. */
export function formatName(name: string): string {
  const words = name.replace(/([A-Z])/g, ' $1').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** 12345 → "12 345". */
export function formatCount(count: number | null | undefined): string {
  return isNumber(count) ? showCount(count) : missing;
}

/** Three significant digits, exponent only where it helps: 0.0004 → "4e-4". */
export function formatNumber(value: number | null | undefined): string {
  if (!isNumber(value)) return missing;
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size < 0.001 || size >= 1e6)
    return value.toExponential(1).replace('.0e', 'e').replace('+', '');
  if (size >= 1000) return formatCount(value);
  return String(Number(value.toPrecision(3)));
}

/** 83 000 ms → "1:23". */
export function formatClock(ms: number | null | undefined): string {
  return isNumber(ms) ? showClock(ms) : missing;
}

/** 840 000 ms → "14 min": of what is only about known. */
export function formatAbout(ms: number | null | undefined): string {
  return isNumber(ms) ? showAbout(ms) : missing;
}

/** 81.3 → "81 ms", 2140 → "2.1 s". */
export function formatMs(ms: number | null | undefined): string {
  return isNumber(ms) ? showMs(ms) : missing;
}

/** 5 300 000 → "5.3 MB". */
export function formatBytes(bytes: number | null | undefined): string {
  return isNumber(bytes) ? showBytes(bytes) : missing;
}
