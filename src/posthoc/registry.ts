import { checkEvaluation } from '../metrics/evaluation.ts';
import type { Calibrator, Fitted, LabelledLogits } from './calibrator.ts';
import { ensembleCalibrator } from './ensembleTemperature.ts';
import { histogramCalibrator } from './histogramBinning.ts';
import { isotonicCalibrator } from './isotonic.ts';
import { logProbabilities } from './logProbabilities.ts';
import { matrixCalibrator } from './matrixScaling.ts';
import { temperatureCalibrator } from './temperature.ts';
import { temperaturePerSetCalibrator } from './temperaturePerSet.ts';
import { vectorCalibrator } from './vectorScaling.ts';

/** Every calibrator of the lab, in the order in which they are shown; the oracle last. */
export const calibrators: readonly Calibrator[] = [
  temperatureCalibrator,
  ensembleCalibrator,
  vectorCalibrator,
  matrixCalibrator,
  histogramCalibrator,
  isotonicCalibrator,
  temperaturePerSetCalibrator,
];

/** No image, a logit that is no number, or a label whose class its row does not offer. */
function isUnfit({ logits, labels, classCount }: LabelledLogits): boolean {
  for (let i = 0; i < logits.length; i++) if (!(logits[i]! < Number.POSITIVE_INFINITY)) return true;
  for (let i = 0; i < labels.length; i++) {
    if (logits[i * classCount + labels[i]!] === Number.NEGATIVE_INFINITY) return true;
  }
  return labels.length === 0;
}

/**
 * Fits a calibrator. On data that say nothing (no images, a run that diverged) the probabilities
 * stay as they are, and `atBound` says so.
 *
 * @param set of ID validation, never of a test set; the oracle's alone is the set it is measured on
 * @throws RangeError if lengths do not fit or a label is no class
 */
export function fitCalibrator(calibrator: Calibrator, set: LabelledLogits): Fitted {
  checkEvaluation(set.logits, set.labels, set.classCount);
  if (!isUnfit(set)) return calibrator.fit(set);
  return { atBound: true, apply: (logits) => logProbabilities(logits, set.classCount) };
}
