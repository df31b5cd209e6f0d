import type { ReactNode } from 'react';
import type { LabStore } from '../store/labState.ts';
import { shownDensity } from '../store/view/shownDensity.ts';
import { later } from './later.tsx';
import { PanelBoundary } from './PanelBoundary.tsx';
import { Bar } from './panels/bar/Bar.tsx';
import { Clock } from './panels/clock/Clock.tsx';
import { FirstSkeleton } from './panels/first/FirstSkeleton.tsx';
import { Foot } from './panels/foot/Foot.tsx';
import { Knobs } from './panels/knobs/Knobs.tsx';
import { Lanes } from './panels/lanes/Lanes.tsx';
import { LiveRegion, Messages } from './panels/messages/Messages.tsx';
import { Sections } from './panels/sections/Sections.tsx';
import { Stage } from './panels/stage/Stage.tsx';
import { Tray } from './panels/tray/Tray.tsx';
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/layout.css';
import './styles/controls.css';
import './panels/lanes/lanes.css';
import './styles/charts.css';
import './panels/results/results.css';
import { LabContext, useLab } from './useLab.ts';
import { paneNames } from './words.ts';

/** Diagrams have nothing to show before the first evaluation: they come after the page. */
const Diagrams = later(
  () => import('./panels/diagrams/Diagrams.tsx').then((m) => m.Diagrams),
  <section className="panel diagrams" />,
);

/** Comes when it is first opened. Until it does nothing may be seen that it might cover. */
const LessonRail = later(
  () => import('./panels/lesson/LessonRail.tsx').then((m) => m.LessonRail),
  <i className="lesson-comes" />,
);

function Lesson() {
  const open = useLab((state) => state.layout.lesson !== null);
  return open ? <LessonRail /> : null;
}

/** A talk's own page, with all that it draws: it must not wait for a network once it is there. */
const DemoPage = later(() => import('./panels/demo/DemoPage.tsx').then((m) => m.DemoPage));

const Classroom = later(() => import('./panels/classroom/Classroom.tsx').then((m) => m.Classroom));

/** Comes with a class link, or when its sheet is wanted. */
function ClassRoomWhenWanted() {
  const wanted = useLab(
    ({ classroom: { task, sheet } }) => sheet !== null || task.asksNumber || task.locks.length > 0,
  );
  return wanted && <Classroom />;
}

/** What a first visit shows; the whole lab is one click away. */
const First = later(
  () => import('./panels/first/First.tsx').then((m) => m.First),
  <FirstSkeleton />,
);

/** The panes of the whole lab. */
function Panes() {
  return (
    <>
      <PanelBoundary name={paneNames.methods}>
        <Lanes />
      </PanelBoundary>
      <div className="middle">
        <PanelBoundary name={paneNames.race}>
          <Stage />
        </PanelBoundary>
        <PanelBoundary name={paneNames.diagrams}>
          <Diagrams />
        </PanelBoundary>
      </div>
      <div className="side">
        <PanelBoundary name={paneNames.knobs}>
          <Knobs />
        </PanelBoundary>
        <PanelBoundary name={paneNames.details}>
          <Tray />
        </PanelBoundary>
      </div>
    </>
  );
}

/** The page below the bar: at a glance, or whole; then one pane may have the room of its neighbours. */
function Regions({ children }: { children: ReactNode }) {
  const room = useLab((state) => state.layout.room);
  const density = useLab((state) => shownDensity(state.layout));
  return (
    <>
      <Sections key={density} density={density} />
      <main className="lab" data-room={room} data-density={density}>
        {density === 'whole' ? (
          <Panes />
        ) : (
          <PanelBoundary name={paneNames.race}>
            <First />
          </PanelBoundary>
        )}
        {children}
      </main>
    </>
  );
}

/** The lab; or, in a talk, two panes and nothing else. */
export function App({ store }: { store: LabStore }) {
  return (
    <LabContext value={store}>
      <Page />
    </LabContext>
  );
}

function Page() {
  const inDemo = useLab((state) => state.demo.beat !== null);
  return inDemo ? (
    <PanelBoundary name={paneNames.demo}>
      <DemoPage />
    </PanelBoundary>
  ) : (
    <Lab />
  );
}

/** The page's regions; each stands and falls alone. */
function Lab() {
  return (
    <>
      <PanelBoundary name={paneNames.bar}>
        <Bar />
      </PanelBoundary>
      <PanelBoundary name={paneNames.messages}>
        <Messages />
      </PanelBoundary>
      <PanelBoundary name={paneNames.classroom}>
        <ClassRoomWhenWanted />
      </PanelBoundary>
      <Regions>
        <PanelBoundary name={paneNames.lesson}>
          <Lesson />
        </PanelBoundary>
        <div className="time">
          <PanelBoundary name={paneNames.clock}>
            <Clock />
          </PanelBoundary>
        </div>
      </Regions>
      <Foot />
      <LiveRegion />
    </>
  );
}
