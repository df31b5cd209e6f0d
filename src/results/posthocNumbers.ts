import type { PosthocSet } from './posthocTypes.ts';
import type { EvaluationSummary } from './types.ts';

/** The numbers of one cell group: a set, or the mean of several. */
export type PosthocNumbers = Pick<
  EvaluationSummary,
  'n' | 'accuracy' | 'ece' | 'eceInterval' | 'noiseFloor' | 'nll' | 'brier'
>;

/**
 * Unweighted means over some sets; n is the sum. The interval of a mean ECE takes the sets as
 * independent: the distances of the ends of their intervals from their values add up as squares.
 *
 * @returns null without a set
 */
export function posthocNumbers(sets: readonly PosthocSet[]): PosthocNumbers | null {
  const all = sets.map(({ summary }) => summary);
  const [only] = all;
  if (!only || all.length === 1) return only ?? null;
  const mean = (of: (summary: EvaluationSummary) => number) =>
    all.reduce((sum, summary) => sum + of(summary), 0) / all.length;
  const ece = mean((summary) => summary.ece);
  const away = (end: 0 | 1) =>
    Math.hypot(...all.map((one) => (one.eceInterval?.[end] ?? Number.NaN) - one.ece)) / all.length;
  const known = all.every(({ eceInterval }) => eceInterval);
  return {
    n: all.reduce((sum, { n }) => sum + n, 0),
    accuracy: mean((summary) => summary.accuracy),
    ece,
    eceInterval: known ? [ece - away(0), ece + away(1)] : null,
    noiseFloor: mean((summary) => summary.noiseFloor),
    nll: mean((summary) => summary.nll),
    brier: mean((summary) => summary.brier),
  };
}
