import { fitTemperature, type TemperatureFit } from '../metrics/temperatureScaling.ts';
import type { MethodLogits, ResultOptions, SplitLogits } from './statsApi.ts';
import { summarise } from './summarise.ts';
import type { MethodResult, SplitResult, TableRow } from './types.ts';

export type MethodResultInput = MethodLogits & { readonly options: ResultOptions };

/**
 * Summaries of one method at one step on each split, without and with temperature scaling, and its
 * row of the paper's table.
 *
 * The temperature is fitted on the validation split and is the same for the ID and all OOD splits;
 * without a validation split it is 1. `options.temperature` as a number takes its place in the
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
    splits,
    row: tableRow(splits, applied),
  };
}

/** One row of the paper's table. NaN, "no data", where there is no ID or no OOD split. */
export function tableRow(splits: readonly SplitResult[], temperature: number): TableRow {
  const mean = (role: SplitResult['role'], valueIn: (split: SplitResult) => number) => {
    const values = splits.filter((split) => split.role === role).map(valueIn);
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  const accuracy = ({ raw }: SplitResult) => raw.accuracy;
  const ece = ({ raw }: SplitResult) => raw.ece;
  const scaledEce = ({ scaled }: SplitResult) => scaled.ece;
  return {
    idAcc: mean('id', accuracy),
    oodAcc: mean('ood', accuracy),
    idEce: mean('id', ece),
    oodEce: mean('ood', ece),
    idEceTs: mean('id', scaledEce),
    oodEceTs: mean('ood', scaledEce),
    temperature,
  };
}

/** Fitted on the validation split; 1 without one. */
export function fitOnValidation(
  splits: readonly SplitLogits[],
  classCount: number,
): TemperatureFit {
  const validation = splits.find(({ role, labels }) => role === 'val' && labels.length > 0);
  if (!validation) return { temperature: 1, atBound: false };
  return fitTemperature(validation.logits, validation.labels, classCount);
}
