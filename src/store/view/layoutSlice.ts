import type { Slice } from '../kit/slice.ts';
import type { LayoutSlice } from './state.ts';

type Reads = LayoutSlice;

export const createLayoutSlice: Slice<LayoutSlice, Reads> = (set) => ({
  layout: { stage: 'plane', tray: 'table', room: 'all' },
  showStage: (stage) => set(({ layout }) => ({ layout: { ...layout, stage } })),
  showTray: (tray) => set(({ layout }) => ({ layout: { ...layout, tray } })),
  giveRoom: (room) => set(({ layout }) => ({ layout: { ...layout, room } })),
});
