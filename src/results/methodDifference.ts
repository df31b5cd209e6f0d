import { forEachResample, percentileInterval } from '../math/bootstrap.ts';
import { type Evaluation, evaluation } from '../metrics/evaluation.ts';
import type { Metric } from '../metrics/metric.ts';
import { metrics } from '../metrics/registry.ts';
import { meanEceDifference } from './meanEceDifference.ts';
import { fitOnValidation } from './methodResult.ts';
import type { DifferenceOptions, MethodLogits, SplitLogits } from './statsApi.ts';
import { columnKey } from './tableColumns.ts';
import type { Difference, ResultDifference } from './types.ts';

/** Both evaluations of one split. */
interface Pair {
  /** Position of the split among those of the first: names its resamples. */
  readonly set: number;
  readonly sides: readonly [Evaluation, Evaluation];
}

/**
 * First minus second of two evaluations of the same images in the same order, column by column,
 * without and with temperature scaling.
 *
 * Of a metric that is a mean over images, such as accuracy, each bootstrap draw resamples the images
 * of a split once for both sides, so that what they share, such as hard images, cancels; every split
 * has draws of its own. A difference in ECE is that of the cross-fitted ECEs, whose interval knows of
 * the pairing in closed form (`eceDifference`). Other metrics have a difference and no interval: what
 * chance adds to them a bootstrap would take for a part of it. OOD values are means over the splits,
 * which are independent. Bin edges and fitted temperatures stay those of the whole sets.
 *
 * @returns NaN and null where there is no ID or no OOD split; null intervals for no draws
 * @throws RangeError if the second lacks a split of the first or holds another number of images
 *
 * Source: Efron and Tibshirani 1993, chapter 13.
 */
export function methodDifference(
  first: MethodLogits,
  second: MethodLogits,
  options: DifferenceOptions,
): ResultDifference {
  const sides = [first, second] as const;
  const fits = sides.map((side) => fitOnValidation(side.splits, side.classCount).temperature);
  const pairOf = (split: SplitLogits, set: number, scaled: boolean): Pair => {
    const other = second.splits.find(({ splitId }) => splitId === split.splitId);
    if (other?.labels.length !== split.labels.length) {
      throw new RangeError(`A paired difference needs the same images of "${split.splitId}"`);
    }
    const at = ({ logits, labels }: SplitLogits, side: 0 | 1) =>
      evaluation(logits, labels, sides[side].classCount, scaled ? fits[side] : 1);
    return { set, sides: [at(split, 0), at(other, 1)] };
  };
  const known = new Map<string, readonly Pair[]>();
  const pairsOf = (role: SplitLogits['role'], scaled: boolean) => {
    const name = `${role} ${scaled}`;
    const pairs =
      known.get(name) ??
      first.splits.flatMap((split, set) =>
        split.role === role && split.labels.length > 0 ? [pairOf(split, set, scaled)] : [],
      );
    known.set(name, pairs);
    return pairs;
  };
  const entries = options.columns.flatMap((column) => {
    const metric = metrics.find(({ id }) => id === column.metric);
    if (!metric) return [];
    return (['id', 'ood'] as const).map((role) => {
      const pairs = pairsOf(role, column.scaled);
      return [columnKey(column, role), differenceIn(metric, pairs, options)] as const;
    });
  });
  return Object.fromEntries(entries);
}

/** Mean over the splits. */
function differenceIn(
  { id, compute, each }: Metric,
  pairs: readonly Pair[],
  options: DifferenceOptions,
): Difference {
  if (pairs.length === 0) return { value: Number.NaN, interval: null };
  if (id === 'ece') {
    return meanEceDifference(
      pairs.map(({ sides }) => sides),
      options,
    );
  }
  if (each) return meanDifference(pairs, each, options);
  const value = pairs.reduce(
    (sum, { sides: [a, b] }) => sum + (compute(a, options) - compute(b, options)) / pairs.length,
    0,
  );
  return { value, interval: null };
}

/** Difference of the means of a number of each image. */
function meanDifference(
  pairs: readonly Pair[],
  numbersOf: (side: Evaluation) => Float64Array,
  { draws }: DifferenceOptions,
): Difference {
  let value = 0;
  const drawn = new Float64Array(draws);
  for (const { set, sides } of pairs) {
    const [a, b] = [numbersOf(sides[0]), numbersOf(sides[1])];
    const each = a.map((number, i) => number - b[i]!);
    const share = 1 / (each.length * pairs.length);
    for (const one of each) value += one * share;
    forEachResample(
      each.length,
      (indices, draw) => {
        let sum = 0;
        for (const i of indices) sum += each[i]!;
        drawn[draw]! += sum * share;
      },
      { draws, set },
    );
  }
  return { value, interval: percentileInterval(drawn) };
}
