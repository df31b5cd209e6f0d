import type { Metric } from './metric.ts';
import type { TopLabel } from './topLabel.ts';

/** Brier score of the top class alone: mean (conf − correct)². 0 at best, at most 1. */
export function topLabelBrier(top: TopLabel): number {
  let sum = 0;
  for (let i = 0; i < top.n; i++) sum += (top.confidence[i]! - top.correct[i]!) ** 2;
  return sum / top.n;
}

export const topLabelBrierMetric: Metric = {
  id: 'topLabelBrier',
  label: 'Top-label Brier score',
  short: 'Top-label Brier',
  summary: 'Squared error of the confidence as a forecast of being right.',
  source: 'Brier 1950',
  unit: 'score',
  best: 'low',
  compute: ({ top }) => topLabelBrier(top),
};
