import { forEachResample, percentileInterval } from '../math/bootstrap.ts';
import { equalMassEdges, equalWidthEdges } from '../metrics/binEdges.ts';
import { calibrationResampler } from '../metrics/calibrationResampler.ts';
import { type TopLabel, topLabel } from '../metrics/topLabel.ts';
import { fitOnValidation } from './methodResult.ts';
import type { MethodLogits, ResultOptions, SplitLogits } from './statsApi.ts';
import type { Difference, ResultDifference } from './types.ts';

interface Sample {
  acc: number;
  ece: number;
  eceTs: number;
  gap: number;
}

const names = ['acc', 'ece', 'eceTs', 'gap'] as const;

/**
 * First minus second of two evaluations of the same images in the same order, in accuracy, ECE
 * without and with temperature scaling, and signed gap (mean confidence − accuracy).
 *
 * Each draw resamples the images of every split once for both sides, so that what they share, such
 * as hard images, cancels; the OOD splits are drawn independently and averaged. Bin edges and fitted
 * temperatures stay those of the whole sets.
 *
 * @returns NaN and null where there is no ID or no OOD split
 * @throws RangeError if the second lacks a split of the first or holds another number of images
 *
 * Source: Efron and Tibshirani 1993, chapter 13.
 */
export function methodDifference(
  first: MethodLogits,
  second: MethodLogits,
  options: ResultOptions,
): ResultDifference {
  const temperatures = [first, second].map(
    ({ splits, classCount }) => fitOnValidation(splits, classCount).temperature,
  ) as [number, number];
  const sideOf = (role: SplitLogits['role']) => {
    const pairs = first.splits
      .filter((split) => split.role === role && split.labels.length > 0)
      .map((split) => {
        const other = second.splits.find(({ splitId }) => splitId === split.splitId);
        if (other?.labels.length !== split.labels.length) {
          throw new RangeError(`A paired difference needs the same images of "${split.splitId}"`);
        }
        return pairOf(
          sampler(split, first.classCount, temperatures[0], options),
          sampler(other, second.classCount, temperatures[1], options),
          split.labels.length,
          options.draws,
        );
      });
    return meanOver(pairs, options.draws);
  };
  const id = sideOf('id');
  const ood = sideOf('ood');
  return {
    idAcc: id.acc,
    oodAcc: ood.acc,
    idEce: id.ece,
    oodEce: ood.ece,
    idEceTs: id.eceTs,
    oodEceTs: ood.eceTs,
    idGap: id.gap,
    oodGap: ood.gap,
  };
}

/** What a resample of one evaluation of one split says. */
function sampler(
  { logits, labels }: SplitLogits,
  classCount: number,
  temperature: number,
  { binCount, binning }: ResultOptions,
): (indices: Uint32Array) => Sample {
  const resampler = (top: TopLabel) =>
    calibrationResampler(
      top,
      binning === 'mass' ? equalMassEdges(top.confidence, binCount) : equalWidthEdges(binCount),
    );
  const top = topLabel(logits, labels, classCount);
  const raw = resampler(top);
  const scaled = resampler(topLabel(logits, labels, classCount, temperature));
  return (indices) => {
    const { accuracy, ece } = raw(indices);
    let confidence = 0;
    for (const i of indices) confidence += top.confidence[i]!;
    return {
      acc: accuracy,
      ece,
      eceTs: scaled(indices).ece,
      gap: confidence / indices.length - accuracy,
    };
  };
}

type Draws = Readonly<Record<keyof Sample, Float64Array>>;

/** Differences on one split: index 0 for all its images, then one for each draw. */
function pairOf(
  first: (indices: Uint32Array) => Sample,
  second: (indices: Uint32Array) => Sample,
  n: number,
  draws: number,
): Draws {
  const out = emptyDraws(draws);
  const put = (at: number, indices: Uint32Array) => {
    const a = first(indices);
    const b = second(indices);
    for (const name of names) out[name][at] = a[name] - b[name];
  };
  put(
    0,
    Uint32Array.from({ length: n }, (_, i) => i),
  );
  forEachResample(n, (indices, draw) => put(draw + 1, indices), { draws });
  return out;
}

const emptyDraws = (draws: number): Draws => ({
  acc: new Float64Array(draws + 1),
  ece: new Float64Array(draws + 1),
  eceTs: new Float64Array(draws + 1),
  gap: new Float64Array(draws + 1),
});

function meanOver(pairs: readonly Draws[], draws: number): Record<keyof Sample, Difference> {
  const difference = (name: keyof Sample): Difference => {
    const mean = emptyDraws(draws)[name].map(
      (_, at) => pairs.reduce((sum, pair) => sum + pair[name][at]!, 0) / pairs.length,
    );
    return { value: mean[0]!, interval: percentileInterval(mean.subarray(1)) };
  };
  return {
    acc: difference('acc'),
    ece: difference('ece'),
    eceTs: difference('eceTs'),
    gap: difference('gap'),
  };
}
