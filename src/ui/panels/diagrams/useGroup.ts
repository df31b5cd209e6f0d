import { useCallback, useState } from 'react';
import type { GroupReliability, ImageGroup } from '../../../results/imageGroup.ts';
import { useLab, useLabStore } from '../../useLab.ts';
import { useRested } from '../../useRested.ts';

/** Bootstrap draws for the intervals shown. */
const shownDraws = 300;
/** A slider rests this long before the worker is asked. */
const restMs = 120;

export interface ShownGroup extends GroupReliability {
  /** The same at T = 1; null when that is what is shown. */
  readonly raw: GroupReliability | null;
}

export interface GroupWish {
  readonly key: string;
  readonly splitIds: readonly string[];
  readonly group: ImageGroup;
  readonly temperature: number;
}

/**
 * Reliability of some images of an evaluation, at the chosen bins. While an answer is under way the
 * one before stays, unless it was of other images.
 *
 * @param wish null asks nothing; a new object asks again
 * @returns null before there is an answer; 'failed' where there is none, which was reported
 */
export function useGroup(wish: GroupWish | null): ShownGroup | 'failed' | null {
  const store = useLabStore();
  const { binCount, binning } = useLab((state) => state.knobs);
  const [answer, setAnswer] = useState<{ of: string; shown: ShownGroup | 'failed' } | null>(null);
  const of = wish ? JSON.stringify([wish.key, wish.splitIds, wish.group]) : '';
  const work = useCallback(
    async (isGone: () => boolean) => {
      if (!wish) return;
      const { statistics } = store.getState();
      const at = (temperature: number, draws: number) =>
        statistics.group(wish.key, { ...wish, temperature, binCount, binning, draws });
      try {
        const [shown, raw] = await Promise.all([
          at(wish.temperature, shownDraws),
          // An outline and a value: no interval is shown of it.
          wish.temperature === 1 ? null : at(1, 0),
        ]);
        if (!isGone()) setAnswer({ of, shown: { ...shown, raw } });
      } catch (error) {
        if (!isGone()) setAnswer({ of, shown: 'failed' });
        throw error;
      }
    },
    [store, wish, of, binCount, binning],
  );
  useRested(wish && work, restMs);
  return answer?.of === of ? answer.shown : null;
}
