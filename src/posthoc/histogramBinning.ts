import { binIndex, equalWidthEdges } from '../metrics/binEdges.ts';
import type { Calibrator } from './calibrator.ts';
import { type BinaryMap, fitOneVsRest } from './oneVsRest.ts';

export const histogramBins = 15;

/**
 * What share of the outcomes is 1 in each bin of equal width. A bin without an image says the middle
 * of itself.
 *
 * @param probability [n]
 * @param outcome [n] 0 or 1
 */
export function fitHistogram(probability: Float64Array, outcome: Uint8Array): BinaryMap {
  const edges = equalWidthEdges(histogramBins);
  const count = new Float64Array(histogramBins);
  const sum = new Float64Array(histogramBins);
  for (let i = 0; i < probability.length; i++) {
    const b = binIndex(probability[i]!, edges);
    count[b]! += 1;
    sum[b]! += outcome[i]!;
  }
  const share = edges.map((_, b) =>
    count[b]! > 0 ? sum[b]! / count[b]! : (b + 0.5) / histogramBins,
  );
  return (value) => share[binIndex(value, edges)]!;
}

export const histogramCalibrator: Calibrator = {
  id: 'histogram',
  label: 'Histogram binning, one against the rest',
  summary: 'The probability of each class becomes the share that was right in its bin, of 15.',
  source: 'Zadrozny and Elkan 2001; Guo et al. 2017, arXiv:1706.04599, section 4.1',
  keepsPrediction: false,
  parameters: (classCount) => histogramBins * classCount,
  fit: (set) => fitOneVsRest(set, fitHistogram),
};
