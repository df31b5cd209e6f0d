import { type ComponentType, type LazyExoticComponent, lazy, Suspense } from 'react';
import type { TrayTab } from '../../store/layoutSlice.ts';
import { strings } from '../../strings.ts';
import { PanelBoundary } from '../PanelBoundary.tsx';
import { useLab } from '../useLab.ts';
import { PaneRoom } from './PaneRoom.tsx';
import { ResultsTable } from './ResultsTable.tsx';
import { Tabs } from './Tabs.tsx';

/** Every pane but the table comes when it is first opened. */
const panes: Readonly<Record<TrayTab, ComponentType | LazyExoticComponent<ComponentType>>> = {
  table: ResultsTable,
  images: lazy(() => import('./tray/ImagesTab.tsx').then((m) => ({ default: m.ImagesTab }))),
  classes: lazy(() => import('./tray/ClassesTab.tsx').then((m) => ({ default: m.ClassesTab }))),
  matrix: lazy(() => import('./tray/MatrixTab.tsx').then((m) => ({ default: m.MatrixTab }))),
  runs: lazy(() => import('./tray/RunsTab.tsx').then((m) => ({ default: m.RunsTab }))),
};

/** What is looked at closely: the table, the images behind a bin, classes, a batch, kept runs. */
export function Tray() {
  const tab = useLab((state) => state.layout.tray);
  const showTray = useLab((state) => state.showTray);
  const Pane = panes[tab];
  const { label, tabs } = strings.tray;
  return (
    <section className="panel tray" aria-label={label}>
      <div className="stage-head">
        <Tabs label={label} tabs={tabs} chosen={tab} choose={showTray} />
        <PaneRoom pane="tray" name={tabs[tab]} />
      </div>
      <div className="tray-pane" role="tabpanel" aria-label={tabs[tab]} tabIndex={-1}>
        <PanelBoundary key={tab} name={tabs[tab]}>
          <Suspense fallback={<div className="skeleton" aria-hidden="true" />}>
            <Pane />
          </Suspense>
        </PanelBoundary>
      </div>
    </section>
  );
}
