import { forEachResample, percentileInterval } from '../math/bootstrap.ts';
import { chosenEdges } from '../metrics/binEdges.ts';
import { eceDifference } from '../metrics/eceDifference.ts';
import { type TopLabel, topLabel } from '../metrics/topLabel.ts';
import { fitOnValidation } from './methodResult.ts';
import type { MethodLogits, ResultOptions, SplitLogits } from './statsApi.ts';
import type { Difference, ResultDifference } from './types.ts';

/** 97.5th percentile of the standard normal. */
const z = 1.959963984540054;

/** Both evaluations of one split, raw and divided by the fitted temperatures. */
interface Pair {
  /** Position of the split among those of the first: names its resamples. */
  readonly set: number;
  readonly raw: readonly [TopLabel, TopLabel];
  readonly scaled: readonly [TopLabel, TopLabel];
}

/**
 * First minus second of two evaluations of the same images in the same order, in accuracy, ECE
 * without and with temperature scaling, and signed gap (mean confidence − accuracy).
 *
 * Accuracy and gap are means over images: each bootstrap draw resamples the images of a split once
 * for both sides, so that what they share, such as hard images, cancels; every split has draws of its
 * own. A difference in ECE is that of the cross-fitted ECEs, whose interval knows of the pairing in
 * closed form (`eceDifference`). OOD values are means over the splits, which are independent. Bin
 * edges and fitted temperatures stay those of the whole sets.
 *
 * @returns NaN and null where there is no ID or no OOD split; null intervals for no draws
 * @throws RangeError if the second lacks a split of the first or holds another number of images
 *
 * Source: Efron and Tibshirani 1993, chapter 13.
 */
export function methodDifference(
  first: MethodLogits,
  second: MethodLogits,
  options: ResultOptions,
): ResultDifference {
  const sides = [first, second] as const;
  const temperatures = sides.map(
    ({ splits, classCount }) => fitOnValidation(splits, classCount).temperature,
  );
  const pairOf = (split: SplitLogits, set: number): Pair => {
    const other = second.splits.find(({ splitId }) => splitId === split.splitId);
    if (other?.labels.length !== split.labels.length) {
      throw new RangeError(`A paired difference needs the same images of "${split.splitId}"`);
    }
    const at = (temperatureOf: (side: number) => number) =>
      [split, other].map(({ logits, labels }, side) =>
        topLabel(logits, labels, sides[side]!.classCount, temperatureOf(side)),
      ) as [TopLabel, TopLabel];
    return { set, raw: at(() => 1), scaled: at((side) => temperatures[side]!) };
  };
  const pairsOf = (role: SplitLogits['role']) =>
    first.splits.flatMap((split, set) =>
      split.role === role && split.labels.length > 0 ? [pairOf(split, set)] : [],
    );
  const id = pairsOf('id');
  const ood = pairsOf('ood');
  const raw = ({ raw }: Pair) => raw;
  const scaled = ({ scaled }: Pair) => scaled;
  return {
    idAcc: meanDifference(id, correctness, options),
    oodAcc: meanDifference(ood, correctness, options),
    idEce: meanEceDifference(id, raw, options),
    oodEce: meanEceDifference(ood, raw, options),
    idEceTs: meanEceDifference(id, scaled, options),
    oodEceTs: meanEceDifference(ood, scaled, options),
    idGap: meanDifference(id, excess, options),
    oodGap: meanDifference(ood, excess, options),
  };
}

const correctness = (top: TopLabel, i: number) => top.correct[i]!;
const excess = (top: TopLabel, i: number) => top.confidence[i]! - top.correct[i]!;

/** Difference of the means of a number of each image, mean over the splits. */
function meanDifference(
  pairs: readonly Pair[],
  numberOf: (top: TopLabel, image: number) => number,
  { draws }: ResultOptions,
): Difference {
  let value = 0;
  const drawn = new Float64Array(draws);
  for (const { set, raw } of pairs) {
    const [a, b] = raw;
    const each = Float64Array.from({ length: a.n }, (_, i) => numberOf(a, i) - numberOf(b, i));
    const share = 1 / (a.n * pairs.length);
    for (const one of each) value += one * share;
    forEachResample(
      a.n,
      (indices, draw) => {
        let sum = 0;
        for (const i of indices) sum += each[i]!;
        drawn[draw]! += sum * share;
      },
      { draws, set },
    );
  }
  if (pairs.length === 0) return { value: Number.NaN, interval: null };
  return { value, interval: percentileInterval(drawn) };
}

/** Difference in ECE, mean over the splits. */
function meanEceDifference(
  pairs: readonly Pair[],
  topsOf: (pair: Pair) => readonly [TopLabel, TopLabel],
  { binCount, binning, draws }: ResultOptions,
): Difference {
  if (pairs.length === 0) return { value: Number.NaN, interval: null };
  const binned = (top: TopLabel) => ({
    top,
    upperEdges: chosenEdges(top.confidence, { binCount, binning }),
  });
  let value = 0;
  let variance = 0;
  for (const pair of pairs) {
    const [first, second] = topsOf(pair);
    const difference = eceDifference(binned(first), binned(second));
    value += difference.value / pairs.length;
    variance += difference.variance / pairs.length ** 2;
  }
  const half = z * Math.sqrt(variance);
  return { value, interval: draws === 0 ? null : [value - half, value + half] };
}
