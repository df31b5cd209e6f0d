/** A bin by its edges: (lower, upper]. */
export interface BinEdges {
  readonly lower: number;
  readonly upper: number;
}

export type ConfidenceRange = readonly [low: number, high: number];

/** The bin under a confidence of 0..1, the nearest one outside of it. Bins follow one another. */
export function binAt(bins: readonly BinEdges[], confidence: number): number {
  const found = bins.findIndex(({ upper }) => confidence <= upper);
  return found < 0 ? bins.length - 1 : found;
}

/** All of the bins from one to another, in either order. */
export function rangeOf(bins: readonly BinEdges[], from: number, to: number): ConfidenceRange {
  const [first, last] = from < to ? [from, to] : [to, from];
  return [bins[first]?.lower ?? 0, bins[last]?.upper ?? 1];
}

/** Whether a bin has a part in the range; bins that only touch it have none. */
export function isInRange({ lower, upper }: BinEdges, range: ConfidenceRange | null): boolean {
  return range !== null && lower < range[1] && upper > range[0];
}

export const isSameRange = (a: ConfidenceRange | null, b: ConfidenceRange | null): boolean =>
  a === b || (a !== null && b !== null && a[0] === b[0] && a[1] === b[1]);

/**
 * What a key does to a brush. `at` is the bin with the focus, `anchor` the one where extending began.
 *
 * @returns null for keys that are not the brush's; `range` undefined leaves the brush as it is
 */
export function brushKey(
  bins: readonly BinEdges[],
  { key, shiftKey }: { readonly key: string; readonly shiftKey: boolean },
  { at, anchor }: { readonly at: number; readonly anchor: number },
): {
  readonly at: number;
  readonly anchor: number;
  readonly range?: ConfidenceRange | null;
} | null {
  const last = bins.length - 1;
  const moves: Readonly<Record<string, number>> = {
    ArrowRight: Math.min(last, at + 1),
    ArrowLeft: Math.max(0, at - 1),
    Home: 0,
    End: last,
  };
  const next = moves[key];
  if (next !== undefined) {
    if (!shiftKey) return { at: next, anchor: next };
    return { at: next, anchor, range: rangeOf(bins, anchor, next) };
  }
  if (key === 'Enter' || key === ' ') return { at, anchor: at, range: rangeOf(bins, at, at) };
  if (key === 'Escape') return { at, anchor: at, range: null };
  return null;
}
