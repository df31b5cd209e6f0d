import { type BinChoice, chosenEdges } from '../metrics/binEdges.ts';
import { eceDifference } from '../metrics/eceDifference.ts';
import type { Evaluation } from '../metrics/evaluation.ts';
import type { Difference } from './types.ts';

/** 97.5th percentile of the standard normal. */
const z = 1.959963984540054;

/**
 * First minus second ECE, cross-fitted, mean over the sets, with its paired 95 % interval in closed
 * form; sets are independent.
 *
 * @param pairs both evaluations of each set, of the same images in the same order
 * @returns a null interval for no draws
 */
export function meanEceDifference(
  pairs: readonly (readonly [Evaluation, Evaluation])[],
  { binCount, binning, draws }: BinChoice & { readonly draws: number },
): Difference {
  const binned = ({ top }: Evaluation) => ({
    top,
    upperEdges: chosenEdges(top.confidence, { binCount, binning }),
  });
  let value = 0;
  let variance = 0;
  for (const [first, second] of pairs) {
    const difference = eceDifference(binned(first), binned(second));
    value += difference.value / pairs.length;
    variance += difference.variance / pairs.length ** 2;
  }
  const half = z * Math.sqrt(variance);
  return { value, interval: draws === 0 ? null : [value - half, value + half] };
}
