import type { RunsSlice } from '../archive/state.ts';
import type { EngineSlice } from '../engine/state.ts';
import type { Slice } from '../kit/slice.ts';
import type { RecordedSlice } from '../recorded/state.ts';
import { isActive } from '../run/phase.ts';
import type { RunSlice, SetupSlice } from '../run/state.ts';
import type { DemoSlice } from './state.ts';

type Reads = DemoSlice & EngineSlice & RecordedSlice & RunSlice & RunsSlice & SetupSlice;

export const createDemoSlice: Slice<DemoSlice, Reads> = (set, get) => ({
  demo: { beat: null, pane: null, blank: false, hands: {}, recorded: null },
  changeDemo: (change) => set(({ demo }) => ({ demo: { ...demo, ...change } })),
  startLive: async () => {
    await get().start();
    const { run, changeDemo } = get();
    if (run && isActive(run.phase)) changeDemo({ recorded: null });
  },
  showRecorded: async () => {
    const { openRecording } = await import('./recording.ts');
    const recorded = await openRecording(get);
    if (recorded) get().changeDemo({ recorded });
    return recorded !== null;
  },
});
