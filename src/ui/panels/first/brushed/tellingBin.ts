import type { BinSummary } from '../../../../results/types.ts';

/** A bin with answers in it. */
export type FullBin = BinSummary & { readonly accuracy: number; readonly confidence: number };

/** Of fewer answers nothing is told. */
const enough = 20;

const isBeyondChance = (bin: BinSummary): bin is FullBin => {
  const { count, accuracy, confidence, accuracyInterval } = bin;
  if (count < enough || accuracy === null || confidence === null || !accuracyInterval) return false;
  return confidence < accuracyInterval[0] || confidence > accuracyInterval[1];
};

/** The gap in units that grow as its standard error does. */
const surprise = ({ count, accuracy, confidence }: FullBin) =>
  Math.sqrt(count) * Math.abs(accuracy - confidence);

/**
 * The bin whose gap is the least likely to be chance, of those whose mean confidence lies outside the
 * interval of their accuracy; null where chance may explain every gap.
 */
export function tellingBin(bins: readonly BinSummary[]): FullBin | null {
  return bins
    .filter(isBeyondChance)
    .reduce<FullBin | null>(
      (best, bin) => (best && surprise(best) >= surprise(bin) ? best : bin),
      null,
    );
}
