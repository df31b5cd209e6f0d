import type { Effect } from '../kit/effect.ts';
import type { LabDeps } from '../kit/ports.ts';
import type { RunSlice } from '../run/state.ts';
import type { CompareReads } from './compareRuns.ts';

/** What the comparison asks for; it comes with the first run that is ticked. */
export const compareLater =
  (deps: Pick<LabDeps, 'archive' | 'stats'>): Effect<CompareReads & RunSlice> =>
  (store) => {
    let follows = false;
    store.subscribe(
      ({ compare }) => compare.runIds,
      async () => {
        if (follows) return;
        follows = true;
        try {
          const { compareRuns } = await import('./compareRuns.ts');
          compareRuns(deps)(store);
        } catch (error) {
          // The next tick tries again.
          follows = false;
          store.getState().reportError(error);
        }
      },
    );
  };
