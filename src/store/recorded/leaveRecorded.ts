import type { EngineSlice } from '../engine/state.ts';
import type { Effect } from '../kit/effect.ts';
import type { RunSlice } from '../run/state.ts';
import type { RecordedSlice } from './state.ts';

/** When another run takes its place, the panes speak of what the engine holds again. */
export const leaveRecorded: Effect<EngineSlice & RecordedSlice & RunSlice> = (store) => {
  store.subscribe(
    ({ run }) => run?.recorded === true,
    (isRecorded) => {
      if (isRecorded) return;
      store.setState(({ engine, recorded }) => ({
        engine: { ...engine, standIn: null },
        recorded: { ...recorded, phase: 'unasked', logits: 'unasked', here: null },
      }));
    },
  );
};
