import { temperatureInterval } from '../metrics/temperatureInterval.ts';
import { fitTemperature, type TemperatureFit } from '../metrics/temperatureScaling.ts';
import type { MethodLogits, ResultOptions, SplitLogits } from './statsApi.ts';
import { summarise } from './summarise.ts';
import { tableRow } from './tableRow.ts';
import type { MethodResult, SplitResult } from './types.ts';

export type MethodResultInput = MethodLogits & { readonly options: ResultOptions };

/**
 * Summaries of one method at one step on each split, without and with temperature scaling, and its
 * row of the paper's table.
 *
 * The temperature is fitted on the validation split and is the same for the ID and all OOD splits;
 * without a validation split it is 1. Its interval comes with the others, with draws. `options.temperature` as a number takes its place in the
 * scaled summaries and in the row, while `temperature` of the result stays the fitted one.
 *
 * @throws RangeError if lengths do not fit, a label is no class, or an option is out of range
 */
export function methodResult(input: MethodResultInput): MethodResult {
  const { methodId, alpha, step, scope, classCount, options } = input;
  const { binCount, binning, draws, metrics } = options;
  const fit = fitOnValidation(input.splits, classCount);
  const applied = typeof options.temperature === 'number' ? options.temperature : fit.temperature;
  const splits = input.splits.map(({ splitId, role, logits, labels }, set): SplitResult => {
    const at = (temperature: number) =>
      summarise(logits, labels, classCount, {
        temperature,
        binCount,
        binning,
        draws,
        set,
        metrics,
      });
    const raw = at(1);
    return { splitId, role, raw, scaled: applied === 1 ? raw : at(applied) };
  });
  return {
    methodId,
    ...(alpha === undefined ? {} : { alpha }),
    step,
    scope,
    temperature: fit.temperature,
    temperatureAtBound: fit.atBound,
    ...(draws > 0 && { temperatureInterval: intervalOf(input, fit) }),
    splits,
    row: tableRow(splits, applied),
  };
}

function intervalOf({ splits, classCount }: MethodResultInput, fit: TemperatureFit) {
  const validation = validationOf(splits);
  if (!validation || fit.atBound) return null;
  return temperatureInterval(validation.logits, validation.labels, classCount, fit.temperature);
}

const validationOf = (splits: readonly SplitLogits[]) =>
  splits.find(({ role, labels }) => role === 'val' && labels.length > 0);

/** Fitted on the validation split; 1 without one. */
export function fitOnValidation(
  splits: readonly SplitLogits[],
  classCount: number,
): TemperatureFit {
  const validation = validationOf(splits);
  if (!validation) return { temperature: 1, atBound: false };
  return fitTemperature(validation.logits, validation.labels, classCount);
}
