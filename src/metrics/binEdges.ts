/**
 * Bins are given by their upper edges, ascending, the last one 1: bin b holds
 * (upperEdges[b − 1], upperEdges[b]], the first one also 0.
 */
export type UpperEdges = Float64Array;

/** Of equal width, or of equal mass: with about equally many samples in each. */
export type Binning = 'width' | 'mass';

export interface BinChoice {
  readonly binCount: number;
  readonly binning: Binning;
}

/** Edges of the chosen bins. @throws RangeError unless the count is a whole number ≥ 1 */
export function chosenEdges(
  confidence: ArrayLike<number>,
  { binCount, binning }: BinChoice,
): UpperEdges {
  return binning === 'mass' ? equalMassEdges(confidence, binCount) : equalWidthEdges(binCount);
}

/** Edges (b + 1)/n of n bins of equal width. @throws RangeError unless n is a whole number ≥ 1 */
export function equalWidthEdges(binCount: number): UpperEdges {
  checkBinCount(binCount);
  return Float64Array.from({ length: binCount }, (_, b) => (b + 1) / binCount);
}

/**
 * Edges of at most n bins that hold about equally many of the given confidences.
 *
 * The sorted values are cut into n chunks as equal as possible, the longer ones first; the edges are
 * the midpoints between chunks, duplicates merged, the last edge 1. Tied values stay together.
 *
 * @throws RangeError unless n is a whole number ≥ 1
 */
export function equalMassEdges(confidence: ArrayLike<number>, binCount: number): UpperEdges {
  checkBinCount(binCount);
  const sorted = Float64Array.from(confidence).sort();
  const shortLength = Math.floor(sorted.length / binCount);
  const longChunks = sorted.length % binCount;
  const edges: number[] = [];
  for (let b = 1; b < binCount; b++) {
    const cut = b * shortLength + Math.min(b, longChunks);
    if (cut === 0 || cut >= sorted.length) break;
    const edge = (sorted[cut - 1]! + sorted[cut]!) / 2;
    if (edge < 1 && edge !== edges.at(-1)) edges.push(edge);
  }
  return Float64Array.of(...edges, 1);
}

/** Index of the bin that holds a value in 0 … 1; NaN goes to the first. */
export function binIndex(value: number, upperEdges: UpperEdges): number {
  let low = 0;
  let high = upperEdges.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value > upperEdges[middle]!) low = middle + 1;
    else high = middle;
  }
  return low;
}

function checkBinCount(binCount: number): void {
  if (!Number.isInteger(binCount) || binCount < 1) {
    throw new RangeError(
      `The number of bins must be a whole number of at least 1, got ${binCount}`,
    );
  }
}
