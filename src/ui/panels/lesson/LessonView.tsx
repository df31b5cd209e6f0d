import { useEffect, useRef } from 'react';
import type { Lesson } from '../../../lessons/lesson.ts';
import {
  enter,
  hiddenPanes,
  isMet,
  isMetNow,
  isThrough,
  type Move,
  type Progress,
  stepAt,
} from '../../../lessons/machine.ts';
import { lessons } from '../../../lessons/registry.ts';
import { useLabStore } from '../../useLab.ts';
import { Prose } from './Prose.tsx';
import { StepBody } from './StepBody.tsx';
import { useFacts } from './useFacts.ts';
import { rail as words } from './words.ts';

interface LessonViewProps {
  readonly lesson: Lesson;
  readonly progress: Progress;
  move(lesson: Lesson, made: Move): void;
}

/** Pairs of methods that a lesson's verdicts are about. */
const pairsOf = ({ steps }: Lesson) =>
  steps
    .flatMap((step) => (step.kind === 'verdict' ? step.claims.map(({ pair }) => pair) : []))
    .filter(([first, second]) => first !== second);

/** Puts the page where the step wants it, and waits for what it awaits. */
function useStep({ lesson, progress, move }: LessonViewProps) {
  const store = useLabStore();
  const step = stepAt(lesson, progress);
  useEffect(() => {
    const pairs = pairsOf(lesson).map((pair) => [pair.join(), pair] as const);
    store.getState().askPairs([...new Map(pairs).values()]);
    // A lesson turns the knobs; whoever leaves it finds them as they were.
    const { temperature } = store.getState().knobs;
    return () => {
      const { setTemperature, select } = store.getState();
      setTemperature(temperature);
      select({ confidence: null });
    };
  }, [store, lesson]);
  useEffect(() => {
    enter(step, store.getState());
    const before = store.getState();
    let met = false;
    const look = () => {
      if (met || !isMetNow(lesson, step, store.getState(), before)) return;
      met = true;
      move(lesson, { type: 'done' });
      store.getState().announce(words.isDone(step.title));
    };
    look();
    return store.subscribe(look);
  }, [store, lesson, step, move]);
  return step;
}

/** What the covered panes say in place of what they show; lesson.css covers them. */
function useCover(covered: string) {
  useEffect(() => {
    const { style } = document.documentElement;
    style.setProperty('--covered', JSON.stringify(covered));
    return () => void style.removeProperty('--covered');
  }, [covered]);
}

/** The end: what comes next. */
function Through({ lesson, move }: Pick<LessonViewProps, 'lesson' | 'move'>) {
  const store = useLabStore();
  const next = lessons[lessons.indexOf(lesson) + 1];
  return (
    <div className="lesson-actions">
      {next && (
        <button
          type="button"
          className="primary"
          onClick={() => store.getState().showLesson(lessons.indexOf(next))}
        >
          {words.nextLesson(next.title)}
        </button>
      )}
      <button type="button" onClick={() => store.getState().showLesson('list')}>
        {words.all}
      </button>
      <button type="button" className="quiet" onClick={() => move(lesson, { type: 'again' })}>
        {words.again}
      </button>
    </div>
  );
}

/** One lesson, a step at a time. */
export function LessonView(props: LessonViewProps) {
  const { lesson, progress, move } = props;
  const facts = useFacts();
  const step = useStep(props);
  useCover(step.kind === 'widget' ? words.coveredTask : words.covered);
  const through = isThrough(lesson, progress);
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(progress.at);
  const { length } = lesson.steps;
  // Whoever goes on hears and sees where they have come to.
  useEffect(() => {
    if (shown.current === progress.at) return;
    shown.current = progress.at;
    heading.current?.focus();
  }, [progress.at]);
  const onMove = (made: Move) => move(lesson, made);
  return (
    <>
      <ol
        className="lesson-dots"
        aria-label={words.progress(Math.min(progress.at + 1, length), length)}
      >
        {lesson.steps.map(({ id, kind }, i) => (
          <li
            key={id}
            data-state={i < progress.at ? 'done' : i === progress.at ? 'here' : 'to-come'}
          >
            {words.kinds[kind]}
          </li>
        ))}
      </ol>
      <div
        className="lesson-scroll"
        data-room={step.room ?? 'views'}
        data-hides={hiddenPanes(lesson, progress).join(' ')}
        data-shows={step.kind === 'look' && !through ? step.shows : ''}
      >
        <h3 id="lesson-step" ref={heading} tabIndex={-1}>
          {through ? words.through : step.title}
        </h3>
        {through ? (
          <Through {...{ lesson, move }} />
        ) : (
          <>
            <Prose says={step.says(facts)} />
            <StepBody key={step.id} {...{ lesson, step, progress, facts }} move={onMove} />
          </>
        )}
      </div>
      <div className="lesson-foot">
        <button type="button" disabled={progress.at === 0} onClick={() => onMove({ type: 'back' })}>
          {words.back}
        </button>
        {!through && (
          <button
            type="button"
            className={isMet(step, progress) ? 'primary' : ''}
            disabled={!isMet(step, progress)}
            onClick={() => onMove({ type: 'next' })}
          >
            {progress.at === length - 1 ? words.finish : words.next}
          </button>
        )}
      </div>
    </>
  );
}
