import { evaluation } from '../metrics/evaluation.ts';
import { meanEceDifference } from './meanEceDifference.ts';
import { fitOnValidation } from './methodResult.ts';
import type { DifferenceOptions, MethodLogits } from './statsApi.ts';
import type { Difference, ScalingDifference } from './types.ts';

/**
 * What a temperature, fitted on the validation split, does to the ECE of a method; cross-fitted, as
 * all differences in ECE are. OOD values are means over the splits.
 */
export function scalingDifference(
  { classCount, splits }: MethodLogits,
  options: Omit<DifferenceOptions, 'columns'>,
): ScalingDifference {
  const { temperature } = fitOnValidation(splits, classCount);
  const over = (role: 'id' | 'ood'): Difference => {
    const pairs = splits
      .filter((split) => split.role === role && split.labels.length > 0)
      .map(
        ({ logits, labels }) =>
          [
            evaluation(logits, labels, classCount, temperature),
            evaluation(logits, labels, classCount, 1),
          ] as const,
      );
    return pairs.length === 0
      ? { value: Number.NaN, interval: null }
      : meanEceDifference(pairs, options);
  };
  return { id: over('id'), ood: over('ood') };
}
