import type { ComponentType } from 'react';
import type { TrayTab } from '../../../store/view/state.ts';
import { later } from '../../later.tsx';
import { PanelBoundary } from '../../PanelBoundary.tsx';
import { useLab } from '../../useLab.ts';
import { PaneRoom } from '../parts/PaneRoom.tsx';
import { Tabs } from '../parts/Tabs.tsx';
import { ResultsTable } from '../results/ResultsTable.tsx';
import { words } from './words.ts';

const skeleton = <div className="skeleton" aria-hidden="true" />;

/** Every pane but the table comes when it is first opened. */
const panes: Readonly<Record<TrayTab, ComponentType>> = {
  table: ResultsTable,
  images: later(() => import('../images/ImagesTab.tsx').then((m) => m.ImagesTab), skeleton),
  classes: later(() => import('../classes/ClassesTab.tsx').then((m) => m.ClassesTab), skeleton),
  matrix: later(() => import('../matrix/MatrixTab.tsx').then((m) => m.MatrixTab), skeleton),
  runs: later(() => import('../runs/RunsTab.tsx').then((m) => m.RunsTab), skeleton),
};

/** What is looked at closely: the table, the images behind a bin, classes, a batch, kept runs. */
export function Tray() {
  const tab = useLab((state) => state.layout.tray);
  const showTray = useLab((state) => state.showTray);
  const Pane = panes[tab];
  const { label, tabs } = words;
  return (
    <section className="panel tray" aria-label={label}>
      <div className="stage-head">
        <Tabs label={label} tabs={tabs} chosen={tab} choose={showTray} />
        <PaneRoom pane="tray" name={tabs[tab]} />
      </div>
      <div className="tray-pane" role="tabpanel" aria-label={tabs[tab]} tabIndex={-1}>
        <PanelBoundary key={tab} name={tabs[tab]}>
          <Pane />
        </PanelBoundary>
      </div>
    </section>
  );
}
