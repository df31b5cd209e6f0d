import { equalWidthEdges } from '../metrics/binEdges.ts';
import { tableRow } from './tableRow.ts';
import type {
  BinSummary,
  EvaluationSummary,
  Interval,
  MethodResult,
  SplitResult,
} from './types.ts';

/** Bins of every recorded summary: those of the curves. */
export const recordedBins = { binCount: 15, binning: 'width' } as const;

/** A result without its numbers, which lie in the floats. */
export type ResultStamp = Pick<
  MethodResult,
  'methodId' | 'alpha' | 'step' | 'scope' | 'temperature' | 'temperatureAtBound'
> & { readonly splits: readonly Pick<SplitResult, 'splitId' | 'role'>[] };

const headFloats = 9;
const binFloats = 5;
const perSummary = headFloats + binFloats * recordedBins.binCount;

/** Floats that the numbers of these results take. */
export const numbersLength = (stamps: readonly Pick<ResultStamp, 'splits'>[]): number =>
  stamps.reduce((sum, { splits }) => sum + 2 * splits.length * perSummary, 0);

const ends = (interval: Interval | null) => interval ?? [Number.NaN, Number.NaN];

function summaryFloats(summary: EvaluationSummary): number[] {
  const { n, accuracyInterval, ece, eceInterval, noiseFloor, nll, brier, bins } = summary;
  const head = [n, ...ends(accuracyInterval), ece, ...ends(eceInterval), noiseFloor, nll, brier];
  const own = bins.flatMap(({ count, correct, confidence, accuracyInterval: interval }) => [
    count,
    correct,
    confidence ?? Number.NaN,
    ...ends(interval),
  ]);
  return [...head, ...own];
}

/** What the numbers of these results are, raw and scaled, split by split, as float32. */
export function packNumbers(results: readonly MethodResult[]): Float32Array<ArrayBuffer> {
  return Float32Array.from(
    results.flatMap(({ splits }) =>
      splits.flatMap(({ raw, scaled }) => [...summaryFloats(raw), ...summaryFloats(scaled)]),
    ),
  );
}

const edges = equalWidthEdges(recordedBins.binCount);

const intervalOf = (low: number, high: number): Interval | null =>
  Number.isNaN(low) ? null : [low, high];

function binOf(floats: Float32Array, at: number, b: number): BinSummary {
  const [count, correct, confidence, low, high] = floats.subarray(
    at,
    at + binFloats,
  ) as unknown as [number, number, number, number, number];
  return {
    lower: b === 0 ? 0 : edges[b - 1]!,
    upper: edges[b]!,
    count,
    correct,
    accuracy: count === 0 ? null : correct / count,
    confidence: count === 0 ? null : confidence,
    accuracyInterval: intervalOf(low, high),
  };
}

function summaryOf(floats: Float32Array, at: number, temperature: number): EvaluationSummary {
  const bins = Array.from(edges, (_, b) => binOf(floats, at + headFloats + b * binFloats, b));
  const head = floats.subarray(at, at + headFloats);
  const n = head[0]!;
  const sum = (of: (bin: BinSummary) => number) => bins.reduce((all, bin) => all + of(bin), 0) / n;
  const excess = ({ count, correct, confidence }: BinSummary) =>
    count === 0 ? 0 : count * confidence! - correct;
  return {
    n,
    temperature,
    ...recordedBins,
    accuracy: sum(({ correct }) => correct),
    accuracyInterval: intervalOf(head[1]!, head[2]!),
    ece: sum((bin) => Math.abs(excess(bin))),
    eceInterval: intervalOf(head[4]!, head[5]!),
    noiseFloor: head[6]!,
    meanConfidence: sum((bin) => (bin.count === 0 ? 0 : bin.count * bin.confidence!)),
    signedGap: sum(excess),
    overconfidentPart: sum((bin) => Math.max(0, excess(bin))),
    underconfidentPart: sum((bin) => Math.max(0, -excess(bin))),
    nll: head[7]!,
    brier: head[8]!,
    bins,
  };
}

/** The results of `packNumbers`, to float32's precision. @throws RangeError where the floats are too few or too many */
export function unpackNumbers(
  floats: Float32Array,
  stamps: readonly ResultStamp[],
): MethodResult[] {
  if (floats.length !== numbersLength(stamps)) {
    throw new RangeError(`${floats.length} numbers are not those of ${stamps.length} evaluations.`);
  }
  let at = 0;
  const next = (temperature: number) => {
    const summary = summaryOf(floats, at, temperature);
    at += perSummary;
    return summary;
  };
  return stamps.map((stamp) => {
    const splits = stamp.splits.map((split): SplitResult => {
      const raw = next(1);
      return { ...split, raw, scaled: next(stamp.temperature) };
    });
    return { ...stamp, splits, row: tableRow(splits, stamp.temperature) };
  });
}
