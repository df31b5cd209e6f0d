import { accuracyMetric } from './accuracy.ts';
import { adaptiveEceMetric } from './adaptiveEce.ts';
import { aurcMetric, excessAurcMetric } from './aurc.ts';
import { brierMetric } from './brier.ts';
import { classwiseEceMetric } from './classwiseEce.ts';
import { debiasedEceL1Metric, debiasedEceL2Metric } from './debiasedEce.ts';
import { eceMetric } from './ece.ts';
import { mceMetric } from './mce.ts';
import { meanConfidenceMetric } from './meanConfidence.ts';
import type { Metric } from './metric.ts';
import { nllMetric } from './nll.ts';
import { noiseFloorMetric } from './noiseFloor.ts';
import { publishedEceMetric } from './publishedEce.ts';
import { rmsceMetric } from './rmsce.ts';
import { signedGapMetric } from './signedGap.ts';
import { smoothEceMetric } from './smoothEce.ts';
import { topLabelBrierMetric } from './topLabelBrier.ts';

/** Every metric of the lab, in the order in which they are shown. */
export const metrics: readonly Metric[] = [
  accuracyMetric,
  meanConfidenceMetric,
  signedGapMetric,
  eceMetric,
  noiseFloorMetric,
  publishedEceMetric,
  mceMetric,
  rmsceMetric,
  adaptiveEceMetric,
  classwiseEceMetric,
  debiasedEceL1Metric,
  debiasedEceL2Metric,
  smoothEceMetric,
  nllMetric,
  brierMetric,
  topLabelBrierMetric,
  aurcMetric,
  excessAurcMetric,
];
