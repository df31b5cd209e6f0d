import fc from 'fast-check';
import type { Rng } from '../../../src/math/rng.ts';
import type { TopLabel } from '../../../src/metrics/topLabel.ts';

/** Confidences in 0 … 1, many of them tied or on bin edges, each right or wrong. */
export const topLabels: fc.Arbitrary<TopLabel> = fc
  .array(
    fc.record({
      confidence: fc.oneof(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 0, max: 20 }).map((twentieths) => twentieths / 20),
      ),
      correct: fc.boolean(),
    }),
    { minLength: 1, maxLength: 80 },
  )
  .map((samples) => topLabelOf(samples));

export function topLabelOf(
  samples: readonly { readonly confidence: number; readonly correct: boolean }[],
): TopLabel {
  return {
    n: samples.length,
    confidence: Float64Array.from(samples, ({ confidence }) => confidence),
    correct: Uint8Array.from(samples, ({ correct }) => (correct ? 1 : 0)),
  };
}

export interface Logits {
  readonly logits: Float32Array;
  readonly labels: Int32Array;
  readonly classCount: number;
}

/** Logits of 2 … 6 classes with at least one sample. */
export const logitSets: fc.Arbitrary<Logits> = fc.integer({ min: 2, max: 6 }).chain((classCount) =>
  fc
    .array(
      fc.record({
        row: fc.array(fc.float({ min: -20, max: 20, noNaN: true }), {
          minLength: classCount,
          maxLength: classCount,
        }),
        label: fc.nat(classCount - 1),
      }),
      { minLength: 1, maxLength: 40 },
    )
    .map((samples) => ({
      logits: Float32Array.from(samples.flatMap(({ row }) => row)),
      labels: Int32Array.from(samples, ({ label }) => label),
      classCount,
    })),
);

/**
 * Logits whose labels are drawn from softmax(z / trueTemperature): calibrated at that temperature.
 */
export function simulate(rng: Rng, n: number, classCount: number, trueTemperature = 1): Logits {
  const logits = new Float32Array(n * classCount);
  const labels = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    const row = logits.subarray(i * classCount, (i + 1) * classCount);
    for (let k = 0; k < classCount; k++) row[k] = 6 * rng.uniform() * trueTemperature;
    const weights = Array.from(row, (z) => Math.exp(z / trueTemperature));
    let left = rng.uniform() * weights.reduce((sum, weight) => sum + weight, 0);
    let label = 0;
    while (label < classCount - 1 && left >= weights[label]!) left -= weights[label++]!;
    labels[i] = label;
  }
  return { logits, labels, classCount };
}
