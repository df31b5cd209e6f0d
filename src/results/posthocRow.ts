import type { Fitted, LabelledLogits } from '../posthoc/calibrator.ts';
import { logProbabilities } from '../posthoc/logProbabilities.ts';
import { calibrators, fitCalibrator } from '../posthoc/registry.ts';
import type { CalibratorSaid, PosthocOptions, PosthocRow, PosthocSet } from './posthocTypes.ts';
import type { MethodLogits } from './statsApi.ts';
import { summarise } from './summarise.ts';

/** The calibrators of this lab, as they are told. */
export const calibratorsSaid = (classCount: number): readonly CalibratorSaid[] =>
  calibrators.map(({ id, label, summary, source, keepsPrediction, oracle, parameters }) => ({
    ...{ id, label, summary, source, keepsPrediction },
    ...(oracle && { oracle }),
    parameters: parameters(classCount) ?? null,
  }));

/**
 * Fits one calibrator on ID validation and measures every test set after it: what it takes from NLL
 * and Brier there is miscalibration that it mends, what stays bounds the refinement from above.
 *
 * The oracle is fitted on each set that it is measured on.
 *
 * @param id of the registry; null measures the probabilities as they are
 * @throws RangeError if lengths do not fit, a label is no class, or there is no such calibrator
 */
export function posthocRow(
  { splits, classCount }: MethodLogits,
  id: string | null,
  { binCount, binning, draws }: PosthocOptions,
): PosthocRow {
  const calibrator = calibrators.find((one) => one.id === id);
  if (id !== null && !calibrator) throw new RangeError(`There is no calibrator "${id}"`);
  const validation = splits.find(({ role }) => role === 'val') ?? { logits: [], labels: [] };
  const fitOn = (set: Omit<LabelledLogits, 'classCount'>): Fitted =>
    calibrator
      ? fitCalibrator(calibrator, { logits: set.logits, labels: set.labels, classCount })
      : { atBound: false, apply: (logits) => logProbabilities(logits, classCount) };
  const common = calibrator?.oracle ? null : fitOn(validation);
  let fittedOn = calibrator && common ? validation.labels.length : 0;
  let atBound = common?.atBound ?? false;
  const sets = splits.flatMap((split, set): PosthocSet[] => {
    if (split.role === 'val') return [];
    const fitted = common ?? fitOn(split);
    if (!common) fittedOn += split.labels.length;
    atBound ||= fitted.atBound;
    const options = { temperature: 1, binCount, binning, draws, set };
    const summary = summarise(fitted.apply(split.logits), split.labels, classCount, options);
    return [{ splitId: split.splitId, role: split.role, summary }];
  });
  return { id, fittedOn, atBound, sets };
}
