import type { Interval } from '../../../results/types.ts';
import { formatPoints, missing } from '../../format.ts';

/** A difference of fractions: 0.0457 → "+4.6". */
export const signedPoints = (value: number | null | undefined): string =>
  value === null || value === undefined || !Number.isFinite(value)
    ? missing
    : `${value < 0 ? '−' : '+'}${formatPoints(Math.abs(value))}`;

/** [-0.01, 0.02] → "−1.0 to +2.0". */
export const signedSpan = (interval: Interval | null | undefined): string =>
  interval ? `${signedPoints(interval[0])} to ${signedPoints(interval[1])}` : missing;
