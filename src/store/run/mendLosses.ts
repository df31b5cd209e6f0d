import type { Effect } from '../kit/effect.ts';
import type { RecoverySlice, RunSlice } from './state.ts';

/** Where the engine is lost under a race, a new one takes it up. */
export const mendLosses: Effect<RecoverySlice & RunSlice> = (store) => {
  store.hear({
    take: (event) => {
      if (event.type !== 'engine.failed' || !store.getState().run?.interrupted) return;
      const { code, message, hint } = event;
      void store.getState().mend({ code, message, hint });
    },
  });
};
