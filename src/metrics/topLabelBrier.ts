import type { Metric } from './metric.ts';
import type { TopLabel } from './topLabel.ts';

/** Brier score of the top class alone: mean (conf − correct)². 0 at best, at most 1. */
export function topLabelBrier(top: TopLabel): number {
  return squaredErrors(top).reduce((sum, error) => sum + error, 0) / top.n;
}

const squaredErrors = ({ confidence, correct }: TopLabel) =>
  confidence.map((value, i) => (value - correct[i]!) ** 2);

export const topLabelBrierMetric: Metric = {
  id: 'topLabelBrier',
  label: 'Top-label Brier score',
  short: 'Top-label Brier',
  summary: 'Squared error of the confidence as a forecast of being right.',
  source: 'Brier 1950',
  unit: 'score',
  best: 'low',
  compute: ({ top }) => topLabelBrier(top),
  each: ({ top }) => squaredErrors(top),
};
