import { accuracy } from '../metrics/accuracy.ts';
import { chosenEdges, type UpperEdges } from '../metrics/binEdges.ts';
import type { CalibrationIntervals } from '../metrics/calibrationIntervals.ts';
import { eceParts } from '../metrics/ece.ts';
import { meanConfidence } from '../metrics/meanConfidence.ts';
import { noiseFloor } from '../metrics/noiseFloor.ts';
import { reliabilityBins } from '../metrics/reliabilityBins.ts';
import { signedGap } from '../metrics/signedGap.ts';
import type { TopLabel } from '../metrics/topLabel.ts';
import type { BinSummary, EvaluationSummary, SummaryOptions } from './types.ts';

/**
 * A summary from top labels and what was computed beside them: what the exact road (`summarise`) and
 * the quick one (`quickSummary`) have in common.
 *
 * @param intervalsOf the chosen bins
 */
export function binnedSummary(
  top: TopLabel,
  { temperature, binCount, binning }: Omit<SummaryOptions, 'draws'>,
  losses: Pick<EvaluationSummary, 'nll' | 'brier'>,
  intervalsOf: (edges: UpperEdges) => CalibrationIntervals,
): EvaluationSummary {
  const edges = chosenEdges(top.confidence, { binCount, binning });
  const bins = reliabilityBins(top, edges);
  const parts = eceParts(bins);
  const intervals = intervalsOf(edges);
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
    ...losses,
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
