import type { ReactNode } from 'react';
import type { LabStore } from '../store/index.ts';
import { later } from './later.tsx';
import { PanelBoundary } from './PanelBoundary.tsx';
import { Bar } from './panels/Bar.tsx';
import { Clock } from './panels/Clock.tsx';
import { Foot } from './panels/Foot.tsx';
import { Knobs } from './panels/Knobs.tsx';
import { Lanes } from './panels/Lanes.tsx';
import { LiveRegion, Messages } from './panels/Messages.tsx';
import { Stage } from './panels/Stage.tsx';
import { Tray } from './panels/Tray.tsx';
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/layout.css';
import './styles/controls.css';
import './styles/lanes.css';
import './styles/charts.css';
import './styles/results.css';
import { LabContext, useLab } from './useLab.ts';

/** Diagrams have nothing to show before the first evaluation: they come after the page. */
const Twins = later(
  () => import('./panels/Twins.tsx').then((m) => m.Twins),
  <section className="panel twins" />,
);

/** The page below the bar; one pane may have the room of its neighbours. */
function Regions({ children }: { children: ReactNode }) {
  const room = useLab((state) => state.layout.room);
  return (
    <main className="lab" data-room={room}>
      {children}
    </main>
  );
}

/** The page's regions; each stands and falls alone. */
export function App({ store }: { store: LabStore }) {
  return (
    <LabContext value={store}>
      <PanelBoundary name="The bar">
        <Bar />
      </PanelBoundary>
      <PanelBoundary name="Messages">
        <Messages />
      </PanelBoundary>
      <Regions>
        <PanelBoundary name="Methods">
          <Lanes />
        </PanelBoundary>
        <div className="middle">
          <PanelBoundary name="The race">
            <Stage />
          </PanelBoundary>
          <PanelBoundary name="The diagrams">
            <Twins />
          </PanelBoundary>
        </div>
        <div className="side">
          <PanelBoundary name="The knobs">
            <Knobs />
          </PanelBoundary>
          <PanelBoundary name="The details">
            <Tray />
          </PanelBoundary>
        </div>
        <div className="time">
          <PanelBoundary name="The clock">
            <Clock />
          </PanelBoundary>
        </div>
      </Regions>
      <Foot />
      <LiveRegion />
    </LabContext>
  );
}
