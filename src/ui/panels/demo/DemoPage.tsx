import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { PanelBoundary } from '../../PanelBoundary.tsx';
import { applyTheme, preferredTheme } from '../../theme.ts';
import { useLab, useLabStore } from '../../useLab.ts';
import { useSize } from '../../useSize.ts';
import { paneNames } from '../../words.ts';
import { DemoFoot } from './DemoFoot.tsx';
import { type DemoHands, type DemoKey, demoKeyFor, goToBeat, paneOf } from './demoKeys.ts';
import { HandsDialog } from './HandsDialog.tsx';
import { LeftPane } from './LeftPane.tsx';
import { Preflight } from './Preflight.tsx';
import { RightPane } from './RightPane.tsx';
import { TroubleLine } from './TroubleLine.tsx';
import { useNotes } from './useNotes.ts';
import { useWatch } from './useWatch.ts';
import {
  beats,
  notes as notesWords,
  predict as predictWords,
  preflight,
  demo as words,
} from './words.ts';
import './demo.css';

/** Type of 12 px is 24 on the smallest projector, and grows with the screen; a phone has none to spare. */
const scaleOf = (width: number, height: number) =>
  width < 700 ? 1.25 : Math.max(2, Math.min(width / 640, height / 360));

/** The beats that ask the room, as the screen counts them. */
const asked = new Intl.ListFormat('en', { type: 'conjunction' }).format(
  beats.flatMap(({ question }, i) => (question ? words.beat(i + 1, beats.length) : [])),
);

/** Two panes for a room: the beat's question over them, the race's state and the keys below. */
export function DemoPage() {
  const store = useLabStore();
  const at = useLab((state) => state.demo.beat ?? 0);
  const blank = useLab((state) => state.demo.blank);
  const pane = useLab(paneOf);
  const [page, { width, height }] = useSize();
  const [asking, setAsking] = useState(false);
  /** What a key could not do; goes with the next beat. */
  const [said, setSaid] = useState('');
  const watch = useWatch();
  const beat = beats[at - 1];
  const scale = scaleOf(width, height);

  const press = useRef<(key: DemoKey) => void>(() => {});
  const onKey = useMemo(
    () => (event: KeyboardEvent) => {
      if (event.key === 'l' || event.key === 'L') return hands.current.stay();
      const key = demoKeyFor(event);
      if (!key) return;
      event.preventDefault();
      // A clicked button would take the Space that was meant for the race when it is let go.
      if (event.target instanceof HTMLButtonElement) event.target.blur();
      press.current(key);
    },
    [],
  );
  const notes = useNotes(onKey);
  const hands = useRef<DemoHands>({
    predict: () => {},
    notes: () => {},
    stay: () => {},
    say: () => {},
  });
  hands.current = {
    predict: () => (beat?.question ? setAsking(true) : setSaid(predictWords.none(asked))),
    notes: notes.open,
    stay: watch.stay,
    say: setSaid,
  };
  press.current = (key) => {
    setSaid('');
    key.run(store.getState(), hands.current);
  };
  useEffect(() => {
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [onKey]);
  // What a recording needs must be here before the network is gone.
  useEffect(() => {
    import('../../../store/archive/open/openRun.ts').catch(() => {});
  }, []);
  // Projectors wash dark pages out.
  useLayoutEffect(() => {
    applyTheme('light');
    return () => applyTheme(preferredTheme());
  }, []);

  return (
    <main ref={page} className="demo" data-blank={blank}>
      <header className="demo-head">
        <h2>
          {beat && <span className="demo-at">{words.beat(at, beats.length)}</span>}{' '}
          {beat?.title ?? preflight.title}
        </h2>
        <TroubleLine watch={watch} said={notes.blocked ? notesWords.blocked : said} />
      </header>
      {beat ? (
        <div className="demo-panes">
          <PanelBoundary name={paneNames.race}>
            <LeftPane pane={pane} scale={scale} />
          </PanelBoundary>
          <PanelBoundary name={paneNames.diagrams}>
            <RightPane pair={beat.pair} scale={scale} />
          </PanelBoundary>
        </div>
      ) : (
        <>
          <Preflight />
          <button
            type="button"
            className="primary demo-begin"
            onClick={() => goToBeat(store.getState(), 1)}
          >
            {preflight.begin}
          </button>
        </>
      )}
      <PanelBoundary name={paneNames.clock}>
        <DemoFoot beat={beat} hands={hands.current} />
      </PanelBoundary>
      {asking && beat && <HandsDialog beat={beat} at={at} close={() => setAsking(false)} />}
      {blank && <div className="demo-blank" aria-hidden="true" />}
    </main>
  );
}
