import type { Slice } from './labState.ts';

export type StageTab = 'plane' | 'curves';
/** What the middle holds: both panes, or one of them and with it the room of the methods. */
export type MiddlePane = 'both' | 'stage' | 'twins';
export type TrayTab = 'table' | 'images' | 'classes' | 'matrix' | 'runs';

/** Which pane stands in front; part of a shared link, never of a run. */
export interface LayoutState {
  readonly stage: StageTab;
  readonly tray: TrayTab;
  readonly middle: MiddlePane;
}

export interface LayoutSlice {
  readonly layout: LayoutState;
  showStage(stage: StageTab): void;
  showTray(tray: TrayTab): void;
  showMiddle(middle: MiddlePane): void;
}

export const createLayoutSlice: Slice<LayoutSlice> = (set) => ({
  layout: { stage: 'plane', tray: 'table', middle: 'both' },
  showStage: (stage) => set(({ layout }) => ({ layout: { ...layout, stage } })),
  showTray: (tray) => set(({ layout }) => ({ layout: { ...layout, tray } })),
  showMiddle: (middle) => set(({ layout }) => ({ layout: { ...layout, middle } })),
});
