import { describe, expect, test } from 'vitest';
import vectors from '#vectors/11_temperature_scaling.json';
import { accuracy } from '../../src/metrics/accuracy.ts';
import { equalWidthEdges } from '../../src/metrics/binEdges.ts';
import { brier } from '../../src/metrics/brier.ts';
import { ece } from '../../src/metrics/ece.ts';
import { evaluation } from '../../src/metrics/evaluation.ts';
import { meanConfidence } from '../../src/metrics/meanConfidence.ts';
import { nll } from '../../src/metrics/nll.ts';
import { reliabilityBins } from '../../src/metrics/reliabilityBins.ts';
import { fitTemperature } from '../../src/metrics/temperatureScaling.ts';

interface Tensor {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}
type Values = Readonly<Record<string, number>>;
interface Case {
  readonly id: string;
  readonly inputs: { id_val_logits: Tensor; id_val_labels: Tensor } & Partial<
    Record<'ood_logits' | 'ood_labels', Tensor>
  >;
  readonly expected: {
    readonly temperature: number;
    readonly at_bound: boolean;
    readonly nll_at?: readonly { T: number; nll: number }[];
  } & Readonly<Record<string, unknown>>;
}

const cases = vectors.cases as unknown as readonly Case[];
const { float64, temperature: temperatureTolerance } = vectors.tolerance;

function expectClose(actual: number, expected: number | undefined, what: string): void {
  const target = expected ?? Number.NaN;
  const allowed = float64.atol + float64.rtol * Math.abs(target);
  expect(Math.abs(actual - target), `${what}: ${actual} for ${target}`).toBeLessThanOrEqual(
    allowed,
  );
}

function expectValues(logits: Tensor, labels: Tensor, temperature: number, expected: Values) {
  const scaled = evaluation(logits.data, labels.data, logits.shape[1]!, temperature);
  const eceOf = (binCount: number) => ece(reliabilityBins(scaled.top, equalWidthEdges(binCount)));
  expectClose(nll(scaled), expected.nll, 'NLL');
  expectClose(accuracy(scaled.top), expected.accuracy, 'accuracy');
  expectClose(meanConfidence(scaled.top), expected.mean_confidence, 'mean confidence');
  expectClose(eceOf(10), expected.ece_10, 'ECE, 10 bins');
  expectClose(eceOf(15), expected.ece_15, 'ECE, 15 bins');
  expectClose(brier(scaled), expected.brier, 'Brier');
}

describe.each(cases.map((item) => [item.id, item] as const))('%s', (_, { inputs, expected }) => {
  const { id_val_logits: logits, id_val_labels: labels } = inputs;
  const fit = fitTemperature(logits.data, labels.data, logits.shape[1]!);

  test('temperature and bound', () => {
    expect(fit.atBound).toBe(expected.at_bound);
    const error = Math.abs(fit.temperature / expected.temperature - 1);
    expect(error).toBeLessThan(temperatureTolerance.rtol);
  });

  test.runIf(expected.nll_at)('NLL at given temperatures', () => {
    for (const { T, nll: target } of expected.nll_at ?? []) {
      const value = nll(evaluation(logits.data, labels.data, logits.shape[1]!, T));
      expectClose(value, target, `NLL at ${T}`);
    }
  });

  test.runIf(expected.id_val_before)('the metrics before and after, ID and OOD', () => {
    expectValues(logits, labels, 1, expected.id_val_before as Values);
    expectValues(logits, labels, fit.temperature, expected.id_val_after as Values);
    expectValues(inputs.ood_logits!, inputs.ood_labels!, 1, expected.ood_before as Values);
    expectValues(
      inputs.ood_logits!,
      inputs.ood_labels!,
      fit.temperature,
      expected.ood_after as Values,
    );
  });
});
