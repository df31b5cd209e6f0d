import { type SmoothReliability, smoothReliability } from '../../src/metrics/smoothReliability.ts';
import type { EvaluationSummary } from '../../src/results/types.ts';

/** The curve of images that all have the mean confidence of their bin. */
export function fakeSmooth({ bins }: EvaluationSummary, draws = 0): SmoothReliability {
  const samples = bins.flatMap(({ count, correct, confidence }) =>
    Array.from({ length: count }, (_, i) => ({ confidence: confidence!, right: i < correct })),
  );
  const top = {
    n: samples.length,
    confidence: Float64Array.from(samples, (sample) => sample.confidence),
    correct: Uint8Array.from(samples, (sample) => Number(sample.right)),
  };
  return smoothReliability(top, draws);
}
