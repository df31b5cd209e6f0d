import { fitTemperature } from '../metrics/temperatureScaling.ts';
import type { Calibrator, LabelledLogits } from './calibrator.ts';
import { logProbabilities } from './logProbabilities.ts';

/** softmax(z / T*), T* that of `fitTemperature`. */
export function fitOneTemperature({ logits, labels, classCount }: LabelledLogits) {
  const { temperature, atBound } = fitTemperature(logits, labels, classCount);
  return {
    temperature,
    atBound,
    apply: (other: ArrayLike<number>) => logProbabilities(other, classCount, temperature),
  };
}

export const temperatureCalibrator: Calibrator = {
  id: 'temperature',
  label: 'Temperature',
  summary: 'Divides all logits by one number.',
  source: 'Guo et al. 2017, arXiv:1706.04599, section 4.2',
  keepsPrediction: true,
  parameters: () => 1,
  fit: fitOneTemperature,
};
