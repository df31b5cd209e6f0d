import type { BinSummary, EvaluationSummary } from '../results/types.ts';

/**
 * One reliability diagram of several evaluations of the same images: bins of equal width hold the
 * answers of all of them. Its ECE is that of the pooled bins, at most the mean of the single ECEs: what
 * the seeds disagree on cancels within a bin. No intervals: the same images count once a seed.
 *
 * @throws RangeError unless all are cut into the same bins of equal width
 */
export function pooledSummary(summaries: readonly EvaluationSummary[]): EvaluationSummary {
  const [first] = summaries;
  if (
    !first ||
    summaries.some(({ binning, binCount }) => binning !== 'width' || binCount !== first.binCount)
  ) {
    throw new RangeError('Only bins of equal width, and as many, can be pooled');
  }
  const n = summaries.reduce((sum, one) => sum + one.n, 0);
  const bins = first.bins.map(({ lower, upper }, b): BinSummary => {
    const own = summaries.map((one) => one.bins[b]!);
    const count = own.reduce((sum, bin) => sum + bin.count, 0);
    const correct = own.reduce((sum, bin) => sum + bin.correct, 0);
    const sure = own.reduce((sum, bin) => sum + bin.count * (bin.confidence ?? 0), 0);
    const [accuracy, confidence] = count > 0 ? [correct / count, sure / count] : [null, null];
    return { lower, upper, count, correct, accuracy, confidence, accuracyInterval: null };
  });
  const gaps = bins.map(({ count, accuracy, confidence }) =>
    count > 0 ? (count / n) * (confidence! - accuracy!) : 0,
  );
  const part = (sign: 1 | -1) => gaps.reduce((sum, gap) => sum + Math.max(0, sign * gap), 0);
  const mean = (numberOf: (one: EvaluationSummary) => number) =>
    summaries.reduce((sum, one) => sum + one.n * numberOf(one), 0) / n;
  const { metrics: _, ...rest } = first;
  return {
    ...rest,
    n,
    temperature: mean(({ temperature }) => temperature),
    accuracy: mean(({ accuracy }) => accuracy),
    accuracyInterval: null,
    ece: part(1) + part(-1),
    eceInterval: null,
    noiseFloor: mean(({ noiseFloor }) => noiseFloor),
    meanConfidence: mean(({ meanConfidence }) => meanConfidence),
    signedGap: mean(({ signedGap }) => signedGap),
    overconfidentPart: part(1),
    underconfidentPart: part(-1),
    nll: mean(({ nll }) => nll),
    brier: mean(({ brier }) => brier),
    bins,
  };
}
