import { useState } from 'react';
import { isActive, isOver } from '../../../store/run/phase.ts';
import { timelineX } from '../../charts/timelineMarks.ts';
import { formatCount } from '../../format.ts';
import { later } from '../../later.tsx';
import { useLab } from '../../useLab.ts';
import { useSize } from '../../useSize.ts';
import { Icon } from '../parts/Icon.tsx';
import { ProbeLines } from './ProbeLines.tsx';
import { Scrubber } from './Scrubber.tsx';
import { words } from './words.ts';
import './clock.css';

/** Nothing has parted before there are evaluations. */
const PartingMarks = later(() => import('./PartingMarks.tsx').then((m) => m.PartingMarks));
/** Comes with the first bookmark. */
const BookmarkNote = later(() => import('./BookmarkNote.tsx').then((m) => m.BookmarkNote));

/** A small flag, drawn: in the button, and on the timeline. */
function Flag() {
  return (
    <svg className="flag" width="12" height="14" viewBox="0 0 12 14" aria-hidden="true">
      <path d="M2.5 13V1.5h7.5L7.8 4.4L10 7.3H2.5" />
    </svg>
  );
}

/** Lets a run that is over pass by again. */
function PlayButton() {
  const playing = useLab((state) => state.clock.playing);
  const play = useLab((state) => state.play);
  const over = useLab(({ run }) => run !== null && isOver(run.phase));
  const name = playing ? words.hold : words.play;
  return (
    <button
      type="button"
      className="icon-button"
      disabled={!over}
      aria-label={name}
      title={name}
      onClick={() => play(!playing)}
    >
      <Icon name={playing ? 'pause' : 'play'} />
    </button>
  );
}

function LatestChip() {
  const scrubStep = useLab((state) => state.clock.scrubStep);
  const scrubTo = useLab((state) => state.scrubTo);
  const active = useLab(({ run }) => run !== null && isActive(run.phase));
  const total = useLab(({ run, setup }) => run?.config.steps ?? setup.steps);
  const latest = scrubStep === null;
  return (
    <button
      type="button"
      className="latest-chip"
      aria-pressed={latest}
      data-active={active}
      title={latest ? words.latestTitle : words.toLatest}
      onClick={() => scrubTo(null)}
    >
      <span className="latest-room" data-longest={words.stepIs(formatCount(total)) + words.andBack}>
        <i aria-hidden="true" />
        {latest ? words.latest : words.stepIs(formatCount(scrubStep))}
        {!latest && <span className="latest-way">{words.andBack}</span>}
      </span>
    </button>
  );
}

function Caption() {
  const run = useLab((state) => state.run);
  const mark = useLab(({ clock }) =>
    clock.bookmarks.find(({ step, note }) => step === clock.scrubStep && note !== ''),
  );
  if (!run) return <p className="time-caption muted">{words.before}</p>;
  if (mark) {
    return (
      <p className="time-caption">
        <Flag /> {mark.note}
      </p>
    );
  }
  const { phase } = run;
  const { everySteps } = run.config.evaluation;
  const state =
    phase === 'paused' || phase === 'finished' || phase === 'stopped' || phase === 'failed'
      ? words[phase]
      : null;
  return (
    <p className="time-caption muted">
      {state && <b>{state} · </b>}
      {everySteps > 0 && `${words.every(everySteps)} · `}
      {words.hint}
    </p>
  );
}

/** The one clock of every pane: dragging it shows the race as it was. */
export function Clock() {
  const [body, { width, height }] = useSize();
  const [noted, setNoted] = useState<number | null>(null);
  const total = useLab(({ run, setup }) => run?.config.steps ?? setup.steps);
  const bookmarks = useLab((state) => state.clock.bookmarks);
  const scrubTo = useLab((state) => state.scrubTo);
  const here = useLab(({ clock, evaluations }) => {
    if (clock.scrubStep !== null) return clock.scrubStep;
    const steps = Object.values(evaluations).flatMap((list) => list.map(({ step }) => step));
    return steps.length > 0 ? Math.max(...steps) : null;
  });
  return (
    <section className="panel time" aria-label={words.label}>
      <PlayButton />
      <LatestChip />
      <button
        type="button"
        className="icon-button"
        disabled={here === null}
        aria-label={words.bookmark}
        title={words.bookmark}
        onClick={() => setNoted(here)}
      >
        <Flag />
      </button>
      <div ref={body} className="time-body">
        <div className="time-probes">
          <ProbeLines />
        </div>
        {width > 0 && <Scrubber width={width} height={height} />}
        {width > 0 && <PartingMarks total={total} width={width} />}
        {bookmarks.map(({ step, note }) => (
          <button
            key={step}
            type="button"
            className="bookmark"
            style={{ left: timelineX(step, total, width) }}
            aria-label={words.editBookmark(formatCount(step), note)}
            title={words.editBookmark(formatCount(step), note)}
            onClick={() => {
              scrubTo(step);
              setNoted(step);
            }}
          >
            <Flag />
          </button>
        ))}
        {noted !== null && (
          <BookmarkNote
            key={noted}
            step={noted}
            at={timelineX(noted, total, width)}
            width={width}
            close={() => setNoted(null)}
          />
        )}
      </div>
      <Caption />
    </section>
  );
}
