import { useEffect } from 'react';
import { useLabStore } from './useLab.ts';

/**
 * Does asynchronous work once it has stayed the same for a while: sliders rest before a worker is asked.
 * What it throws is reported, unless other work has taken its place.
 *
 * @param work memoised; told whether it has been replaced, which it asks after each wait. null does nothing
 */
export function useRested(
  work: ((isGone: () => boolean) => Promise<void>) | null,
  restMs: number,
): void {
  const store = useLabStore();
  useEffect(() => {
    if (!work) return;
    let gone = false;
    const rest = setTimeout(() => {
      work(() => gone).catch((error: unknown) => {
        if (!gone) store.getState().reportError(error);
      });
    }, restMs);
    return () => {
      gone = true;
      clearTimeout(rest);
    };
  }, [store, work, restMs]);
}
