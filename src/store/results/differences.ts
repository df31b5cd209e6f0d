import type { BinChoice } from '../../metrics/binEdges.ts';
import type { ResultDifference } from '../../results/types.ts';
import { BoundedMap } from '../kit/boundedMap.ts';

/** Why two evaluations have no paired difference. */
export type Unpaired = 'other-images' | 'no-logits';

/** More than any table shows: a line of a comparison is some 0.5 kB. */
const mostKept = 1000;

const nameOf = (first: string, second: string, { binCount, binning }: BinChoice) =>
  `${first} ${second} ${binCount} ${binning}`;

/**
 * What is known of paired differences, first minus second, by the keys of both evaluations and the
 * bins. Whoever asks finds what any other has asked for.
 */
export class Differences {
  readonly #known = new BoundedMap<ResultDifference | Unpaired>(() => mostKept);

  /** Undefined before anybody has asked the statistics worker. */
  get(first: string, second: string, bins: BinChoice): ResultDifference | Unpaired | undefined {
    return this.#known.get(nameOf(first, second, bins));
  }

  /** Columns that were asked for before stay. */
  take(first: string, second: string, bins: BinChoice, said: ResultDifference | Unpaired): void {
    const name = nameOf(first, second, bins);
    const known = this.#known.get(name);
    const merged = typeof said === 'object' && typeof known === 'object';
    this.#known.set(name, merged ? { ...known, ...said } : said);
  }

  /** Forgets all that either side is gone of. */
  forget(isGone: (key: string) => boolean): void {
    for (const name of this.#known.keys()) {
      const [first, second] = name.split(' ', 2) as [string, string];
      if (isGone(first) || isGone(second)) this.#known.delete(name);
    }
  }
}
