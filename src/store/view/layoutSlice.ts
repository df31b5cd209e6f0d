import type { Slice } from '../kit/slice.ts';
import type { LayoutSlice } from './state.ts';

type Reads = LayoutSlice;

export const createLayoutSlice: Slice<LayoutSlice, Reads> = (set) => ({
  layout: { stage: 'plane', tray: 'table', room: 'all', density: 'whole', lesson: null },
  announcement: '',
  showStage: (stage) => set(({ layout }) => ({ layout: { ...layout, stage } })),
  showTray: (tray) => set(({ layout }) => ({ layout: { ...layout, tray } })),
  showLesson: (lesson) => set(({ layout }) => ({ layout: { ...layout, lesson } })),
  announce: (announcement) => set({ announcement }),
  showDensity: (density) => set(({ layout }) => ({ layout: { ...layout, density } })),
  giveRoom: (room) => set(({ layout }) => ({ layout: { ...layout, room } })),
});
