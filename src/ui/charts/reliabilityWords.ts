import { chanceBound, chanceSpread } from '../../metrics/chanceBound.ts';
import type { BinSummary, EvaluationSummary } from '../../results/types.ts';
import {
  formatCount,
  formatInterval,
  formatPercent,
  formatPoints,
  formatRange,
} from '../format.ts';
import { diagram } from './words.ts';

/** Edges of (lower, upper] as "60–80 %"; a digit more where whole percents would not tell. */
export function rangeWords([low, high]: readonly [number, number]): string {
  const whole = [low, high].every((edge) => Math.abs(edge * 100 - Math.round(edge * 100)) < 1e-6);
  const digits = whole ? 0 : 1;
  return `${formatPoints(low, digits)}–${formatPercent(high, digits)}`;
}

/** A bin in a sentence: its range, right of all, accuracy and mean confidence. */
export function binWords({ lower, upper, count, correct, accuracy, confidence }: BinSummary) {
  const range = rangeWords([lower, upper]);
  if (count === 0) return `${range}: ${diagram.noData}`;
  return diagram.bin(
    range,
    formatCount(correct),
    formatCount(count),
    formatPercent(accuracy),
    formatPercent(confidence),
  );
}

/** Whether the ECE says anything: it lies above what 95 % of calibrated models show by chance. */
export const isResolved = ({ ece, noiseFloor, bins }: EvaluationSummary) =>
  ece > chanceBound(noiseFloor, chanceSpread(bins));

/** "[3.1, 6.2]"; empty without an interval. */
export const bracketed = (interval: readonly [number, number] | null) =>
  interval ? `[${formatPoints(interval[0])}, ${formatPoints(interval[1])}]` : '';

/** "ECE 4.6 % [3.1, 6.2] · 10 bins · n 1 089". */
export function eceWords({ ece, eceInterval, binCount, n }: EvaluationSummary): string {
  const range = bracketed(eceInterval);
  return `ECE ${formatPercent(ece)}${range && ` ${range}`} · ${binCount} bins · n ${formatCount(n)}`;
}

/** The same, with the floor beside it and what that says. */
export function captionWords(summary: EvaluationSummary): string {
  const floor = diagram.floor(formatPercent(summary.noiseFloor));
  return `${eceWords(summary)} · ${floor}${isResolved(summary) ? '' : ` · ${diagram.unresolved}`}`;
}

/** "says 62.1 %, is right 57.5 %: over-confident by 4.6 points". */
export function gapWords({ meanConfidence, accuracy, signedGap }: EvaluationSummary): string {
  const says = formatPercent(meanConfidence);
  const points = formatPoints(Math.abs(signedGap));
  if (points === '0.0') return diagram.balanced(says);
  return diagram.gap(says, formatPercent(accuracy), `${points} points`, signedGap > 0);
}

/** The whole diagram in a sentence, for those who cannot see it. */
export function spokenDiagram(title: string, summary: EvaluationSummary): string {
  const { ece, eceInterval, noiseFloor, binCount, n } = summary;
  const interval = formatRange(eceInterval) && `, interval ${formatInterval(eceInterval)}`;
  const floor = isResolved(summary)
    ? ''
    : `, not told from its noise floor of ${formatPercent(noiseFloor)}`;
  return (
    `Reliability diagram, ${title}: ECE ${formatPercent(ece)}${interval}${floor}, ` +
    `${binCount} bins, ${formatCount(n)} images; ${gapWords(summary)}`
  );
}
