import type { Slice } from './labState.ts';

export type StageTab = 'plane' | 'curves';
export type TrayTab = 'table' | 'images' | 'classes' | 'matrix' | 'runs';

/** Which pane stands in front; part of a shared link, never of a run. */
export interface LayoutState {
  readonly stage: StageTab;
  readonly tray: TrayTab;
}

export interface LayoutSlice {
  readonly layout: LayoutState;
  showStage(stage: StageTab): void;
  showTray(tray: TrayTab): void;
}

export const createLayoutSlice: Slice<LayoutSlice> = (set) => ({
  layout: { stage: 'plane', tray: 'table' },
  showStage: (stage) => set(({ layout }) => ({ layout: { ...layout, stage } })),
  showTray: (tray) => set(({ layout }) => ({ layout: { ...layout, tray } })),
});
