import { accuracy } from '../metrics/accuracy.ts';
import { equalMassEdges, equalWidthEdges } from '../metrics/binEdges.ts';
import { brier } from '../metrics/brier.ts';
import { calibrationIntervals } from '../metrics/calibrationIntervals.ts';
import { eceParts } from '../metrics/ece.ts';
import { evaluation } from '../metrics/evaluation.ts';
import { meanConfidence } from '../metrics/meanConfidence.ts';
import { nll } from '../metrics/nll.ts';
import { noiseFloor } from '../metrics/noiseFloor.ts';
import { reliabilityBins } from '../metrics/reliabilityBins.ts';
import { signedGap } from '../metrics/signedGap.ts';
import type { BinSummary, EvaluationSummary, SummaryOptions } from './types.ts';

/**
 * Everything the lab shows of one evaluation, from its logits and labels alone, in double precision.
 *
 * The ECE, its parts and its noise floor belong to the chosen bins; the noise floor stands beside the
 * ECE because no ECE on few samples is small.
 *
 * @param logits [n, C] row-major; −Infinity removes a class from a row
 * @param labels [n] class indices
 * @returns NaN and null, meaning "no data", for n = 0
 * @throws RangeError if lengths do not fit, a label is no class, or an option is out of range
 */
export function summarise(
  logits: ArrayLike<number>,
  labels: ArrayLike<number>,
  classCount: number,
  { temperature, binCount, binning, draws, set = 0 }: SummaryOptions,
): EvaluationSummary {
  const input = evaluation(logits, labels, classCount, temperature);
  const { top } = input;
  const edges =
    binning === 'mass' ? equalMassEdges(top.confidence, binCount) : equalWidthEdges(binCount);
  const bins = reliabilityBins(top, edges);
  const parts = eceParts(bins);
  const intervals = calibrationIntervals(top, edges, { draws, set });
  return {
    n: top.n,
    temperature,
    binCount,
    binning,
    accuracy: accuracy(top),
    accuracyInterval: intervals.accuracy,
    ece: parts.ece,
    eceInterval: intervals.ece,
    noiseFloor: noiseFloor(bins),
    meanConfidence: meanConfidence(top),
    signedGap: signedGap(top),
    overconfidentPart: parts.overconfident,
    underconfidentPart: parts.underconfident,
    nll: nll(input),
    brier: brier(input),
    bins: Array.from(edges, (upper, b): BinSummary => {
      const count = bins.count[b]!;
      const correct = bins.correct[b]!;
      return {
        lower: b === 0 ? 0 : edges[b - 1]!,
        upper,
        count,
        correct,
        accuracy: count === 0 ? null : correct / count,
        confidence: count === 0 ? null : bins.confidenceSum[b]! / count,
        accuracyInterval: intervals.binAccuracy[b] ?? null,
      };
    }),
  };
}
