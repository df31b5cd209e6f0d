import { formatPoints } from '../../format.ts';

/** 0.031 → "+3.1", in percentage points. */
export const signed = (value: number) =>
  `${value > 0 ? '+' : value < 0 ? '−' : ''}${formatPoints(Math.abs(value))}`;
