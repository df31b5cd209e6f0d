import type { Slice } from '../labState.ts';

export type StageTab = 'plane' | 'curves';
/** The pane that takes the room of its neighbours; 'all' share it. */
export type RoomyPane = 'all' | 'stage' | 'twins' | 'tray';
export type TrayTab = 'table' | 'images' | 'classes' | 'matrix' | 'runs';

/** Which pane stands in front; part of a shared link, never of a run. */
export interface LayoutState {
  readonly stage: StageTab;
  readonly tray: TrayTab;
  readonly room: RoomyPane;
}

export interface LayoutSlice {
  readonly layout: LayoutState;
  showStage(stage: StageTab): void;
  showTray(tray: TrayTab): void;
  giveRoom(room: RoomyPane): void;
}

export const createLayoutSlice: Slice<LayoutSlice> = (set) => ({
  layout: { stage: 'plane', tray: 'table', room: 'all' },
  showStage: (stage) => set(({ layout }) => ({ layout: { ...layout, stage } })),
  showTray: (tray) => set(({ layout }) => ({ layout: { ...layout, tray } })),
  giveRoom: (room) => set(({ layout }) => ({ layout: { ...layout, room } })),
});
