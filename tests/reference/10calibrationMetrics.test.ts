import { describe, expect, test } from 'vitest';
import vectors from '#vectors/10_calibration_metrics.json';
import { accuracy } from '../../src/metrics/accuracy.ts';
import { adaptiveEce } from '../../src/metrics/adaptiveEce.ts';
import { aurc, excessAurc } from '../../src/metrics/aurc.ts';
import { equalMassEdges, equalWidthEdges } from '../../src/metrics/binEdges.ts';
import { brier } from '../../src/metrics/brier.ts';
import { classwiseEce, classwiseEcePerClass } from '../../src/metrics/classwiseEce.ts';
import {
  debiasedEceL1,
  debiasedEceL2,
  debiasedSquaredEceL2,
} from '../../src/metrics/debiasedEce.ts';
import { eceParts } from '../../src/metrics/ece.ts';
import { evaluation } from '../../src/metrics/evaluation.ts';
import { mce } from '../../src/metrics/mce.ts';
import { meanConfidence } from '../../src/metrics/meanConfidence.ts';
import { nll } from '../../src/metrics/nll.ts';
import { noiseFloor } from '../../src/metrics/noiseFloor.ts';
import { batchAveragedEce, torchmetricsEce } from '../../src/metrics/publishedEce.ts';
import { type ReliabilityBins, reliabilityBins } from '../../src/metrics/reliabilityBins.ts';
import { rmsce } from '../../src/metrics/rmsce.ts';
import { signedGap } from '../../src/metrics/signedGap.ts';
import { smoothEce, smoothEceAt } from '../../src/metrics/smoothEce.ts';
import type { TopLabel } from '../../src/metrics/topLabel.ts';
import { topLabelBrier } from '../../src/metrics/topLabelBrier.ts';

interface Tensor {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}
interface ExpectedBins {
  readonly bins: readonly { count: number; confidence: number | null; accuracy: number | null }[];
  readonly [value: string]: unknown;
}
interface Case {
  readonly id: string;
  readonly inputs: Readonly<Record<string, Tensor>>;
  readonly expected: Readonly<Record<string, unknown>> & { readonly n: number };
}

const cases = vectors.cases as unknown as readonly Case[];
const { float64, smooth_ece: smoothTolerance } = vectors.tolerance;

function expectClose(actual: number, expected: unknown, what: string): void {
  const target = expected as number;
  const allowed = float64.atol + float64.rtol * Math.abs(target);
  expect(Math.abs(actual - target), `${what}: ${actual} for ${target}`).toBeLessThanOrEqual(
    allowed,
  );
}

function evaluationOf({ inputs: { logits, labels } }: Case) {
  return logits && labels ? evaluation(logits.data, labels.data, logits.shape[1]!) : null;
}

function topLabelOf(item: Case): TopLabel {
  const fromLogits = evaluationOf(item);
  if (fromLogits) return fromLogits.top;
  const confidence = Float64Array.from(item.inputs.confidence!.data);
  return { n: confidence.length, confidence, correct: Uint8Array.from(item.inputs.correct!.data) };
}

function expectBins(actual: ReliabilityBins, expected: ExpectedBins): void {
  expect(Array.from(actual.count)).toEqual(expected.bins.map((bin) => bin.count));
  expected.bins.forEach((bin, b) => {
    if (bin.confidence === null) return;
    expectClose(actual.confidenceSum[b]! / bin.count, bin.confidence, `confidence of bin ${b}`);
    expectClose(actual.correct[b]! / bin.count, bin.accuracy, `accuracy of bin ${b}`);
  });
}

const withSamples = cases.filter(({ expected }) => expected.n > 0);

describe.each(withSamples.map((item) => [item.id, item] as const))('%s', (_, item) => {
  const top = topLabelOf(item);
  const { expected } = item;

  test('values over all samples', () => {
    expect(top.n).toBe(expected.n);
    expectClose(accuracy(top), expected.accuracy, 'accuracy');
    expectClose(meanConfidence(top), expected.mean_confidence, 'mean confidence');
    expectClose(signedGap(top), expected.signed_gap, 'signed gap');
    expectClose(topLabelBrier(top), expected.brier_top_label, 'top-label Brier');
  });

  // The vectors keep the samples' order where confidences tie, the lab does not: see aurc.test.ts.
  test.skipIf(new Set(top.confidence).size < top.n)('area under the risk-coverage curve', () => {
    expectClose(aurc(top), expected.aurc, 'AURC');
    expectClose(excessAurc(top), expected.e_aurc, 'excess AURC');
  });

  test.each([10, 15])('%i bins of equal width', (binCount) => {
    const target = expected[`equal_width_${binCount}`] as ExpectedBins;
    const bins = reliabilityBins(top, equalWidthEdges(binCount));
    expectBins(bins, target);
    const parts = eceParts(bins);
    expectClose(parts.ece, target.ece, 'ECE');
    expectClose(parts.overconfident, target.ece_overconfident_part, 'over part');
    expectClose(parts.underconfident, target.ece_underconfident_part, 'under part');
    expectClose(mce(bins), target.mce, 'MCE');
    expectClose(rmsce(bins), target.rmsce, 'RMSCE');
    expectClose(noiseFloor(bins), target.noise_floor, 'noise floor');
    expectClose(
      torchmetricsEce(top, binCount),
      target.ece_torchmetrics_binning,
      'torchmetrics binning',
    );
  });

  test.each([10, 15])('%i bins of equal mass', (binCount) => {
    const target = expected[`equal_mass_${binCount}`] as ExpectedBins;
    const edges = equalMassEdges(top.confidence, binCount);
    const targetEdges = target.upper_edges as readonly number[];
    expect(edges.length).toBe(targetEdges.length);
    edges.forEach((edge, b) => {
      expectClose(edge, targetEdges[b], `edge ${b}`);
    });
    const bins = reliabilityBins(top, edges);
    expectBins(bins, target);
    expectClose(adaptiveEce(top, binCount), target.adaptive_ece, 'adaptive ECE');
    expectClose(debiasedEceL1(bins), target.ece_debiased_l1, 'debiased ECE, l1');
    expectClose(debiasedEceL2(bins), target.ece_debiased_l2, 'debiased ECE, l2');
    expectClose(debiasedSquaredEceL2(bins), target.ece_debiased_l2_squared, 'its square');
  });

  test.runIf('smooth_ece' in expected)('smooth ECE', () => {
    for (const bandwidth of [0.05, 0.1]) {
      const target = expected[`smooth_ece_sigma_${bandwidth}`] as number;
      expect(Math.abs(smoothEceAt(top, bandwidth) - target)).toBeLessThan(1e-4);
    }
    const target = expected.smooth_ece as number;
    expect(Math.abs(smoothEce(top).value - target)).toBeLessThan(smoothTolerance.atol);
  });

  test.runIf('logits' in item.inputs)('values that need every class', () => {
    const full = evaluationOf(item)!;
    expectClose(nll(full), expected.nll, 'NLL');
    expectClose(brier(full), expected.brier, 'Brier');
    for (const binCount of [10, 15]) {
      const key = `classwise_ece_${binCount}`;
      expectClose(classwiseEce(full, binCount), expected[key], key);
      const perClass = expected[`${key}_per_class`] as readonly number[];
      classwiseEcePerClass(full, binCount).forEach((value, k) => {
        expectClose(value, perClass[k], `${key} of class ${k}`);
      });
    }
    for (const size of [32, 100]) {
      const target = expected[`ece_10_averaged_over_batches_of_${size}`];
      expectClose(batchAveragedEce(top, size, 10), target, `batches of ${size}`);
    }
  });
});

const withoutSamples = cases.filter(({ expected }) => expected.n === 0);

test.each(withoutSamples.map((item) => [item.id, item] as const))('%s: no data', (_, item) => {
  const top = topLabelOf(item);
  const bins = reliabilityBins(top, equalWidthEdges(10));
  const { ece, overconfident, underconfident } = eceParts(bins);
  const values = {
    ece,
    overconfident,
    underconfident,
    accuracy: accuracy(top),
    meanConfidence: meanConfidence(top),
    signedGap: signedGap(top),
    topLabelBrier: topLabelBrier(top),
    mce: mce(bins),
    rmsce: rmsce(bins),
    noiseFloor: noiseFloor(bins),
    adaptiveEce: adaptiveEce(top, 10),
    debiasedEceL1: debiasedEceL1(bins),
    debiasedEceL2: debiasedEceL2(bins),
    smoothEce: smoothEce(top).value,
    aurc: aurc(top),
    excessAurc: excessAurc(top),
    torchmetricsEce: torchmetricsEce(top, 10),
    batchAveragedEce: batchAveragedEce(top, 32, 10),
  };
  for (const [name, value] of Object.entries(values)) expect(value, name).toBeNaN();
});
