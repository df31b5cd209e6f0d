import { useEffect } from 'react';
import { later } from '../../later.tsx';
import { useLab } from '../../useLab.ts';
import { PaneRoom } from '../parts/PaneRoom.tsx';
import { Tabs } from '../parts/Tabs.tsx';
import { LoadingCard } from './LoadingCard.tsx';
import { stage as words } from './words.ts';

const skeleton = <div className="skeleton" aria-hidden="true" />;

/** Comes once the lab is ready: before a run there is nothing in the plane. */
const loadPlane = () => import('./Plane.tsx').then((m) => m.Plane);
const Plane = later(loadPlane, skeleton);

/** Where a recorded race is shown at once, nobody sees it. */
const Welcome = later(() => import('./Welcome.tsx').then((m) => m.Welcome), skeleton);

/** The charting library comes as soon as there is something to chart, before anybody asks for it. */
const loadCurves = () => import('../curves/Curves.tsx').then((m) => m.Curves);
const Curves = later(loadCurves, skeleton);

/** The hero: loading, then what to do, then the plane of the run or its curves. */
export function Stage() {
  const ready = useLab((state) => state.engine.phase === 'ready');
  const hasRun = useLab((state) => state.run !== null);
  const tab = useLab((state) => state.layout.stage);
  const showStage = useLab((state) => state.showStage);
  useEffect(() => {
    if (ready) void loadPlane().catch(() => {});
  }, [ready]);
  useEffect(() => {
    if (hasRun) void loadCurves().catch(() => {});
  }, [hasRun]);
  const { label, tabs } = words;
  return (
    <section className="panel stage" aria-label={label}>
      {!hasRun ? (
        ready ? (
          <Welcome />
        ) : (
          <LoadingCard />
        )
      ) : (
        <>
          <div className="stage-head">
            <Tabs label={label} tabs={tabs} chosen={tab} choose={showStage} />
            <PaneRoom pane="stage" name={tabs[tab]} />
          </div>
          <div className="stage-pane" role="tabpanel" aria-label={tabs[tab]}>
            {tab === 'plane' ? <Plane /> : <Curves />}
          </div>
        </>
      )}
    </section>
  );
}
