import { useEffect, useRef, useState } from 'react';
import type { Lesson } from '../../../lessons/lesson.ts';
import { isThrough, noProgress, type Progress } from '../../../lessons/machine.ts';
import { lessons } from '../../../lessons/registry.ts';
import { useLab } from '../../useLab.ts';
import { Icon } from '../parts/Icon.tsx';
import { LessonView } from './LessonView.tsx';
import { useProgress } from './useProgress.ts';
import { rail as words } from './words.ts';
import './lesson.css';

interface ListProps {
  progressOf(lesson: Lesson): Progress;
  /** A number that no lesson has. */
  readonly missing: number | null;
}

/** All lessons, each with how far one has come. */
function LessonList({ progressOf, missing }: ListProps) {
  const showLesson = useLab((state) => state.showLesson);
  const state = (lesson: Lesson) => {
    const progress = progressOf(lesson);
    if (isThrough(lesson, progress)) return words.done;
    return progress === noProgress || progress.at === 0
      ? words.minutes(lesson.minutes)
      : words.under(progress.at + 1, lesson.steps.length);
  };
  return (
    <div className="lesson-scroll">
      <p>{missing === null ? words.intro : words.notThere(missing)}</p>
      <ol className="lesson-list" start={0}>
        {lessons.map((lesson, number) => (
          <li key={lesson.id}>
            <button
              type="button"
              data-done={isThrough(lesson, progressOf(lesson))}
              onClick={() => showLesson(number)}
            >
              <b className="lesson-name">
                <span className="lesson-number">{number}</span> {lesson.title}
              </b>
              <span>{lesson.summary}</span>
              <span className="muted">{state(lesson)}</span>
            </button>
          </li>
        ))}
      </ol>
      <p>
        <a href="lessons.html" target="_blank" rel="noreferrer">
          {words.teacher}
        </a>
      </p>
    </div>
  );
}

const heights = ['half', 'full', 'peek'] as const;

/** The lessons, at the page's right; a sheet at the bottom where there is no room beside. */
export function LessonRail() {
  const place = useLab((state) => state.layout.lesson);
  const showLesson = useLab((state) => state.showLesson);
  const { of, move } = useProgress();
  const [height, setHeight] = useState<(typeof heights)[number]>('half');
  const title = useRef<HTMLHeadingElement>(null);
  const lesson = typeof place === 'number' ? lessons[place] : undefined;
  // The rail was asked for: that is where the keyboard goes. A link asks for it before anybody is there.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another lesson is another place to be
  useEffect(() => {
    if (navigator.userActivation?.hasBeenActive ?? true) title.current?.focus();
  }, [place]);
  const next = heights[(heights.indexOf(height) + 1) % heights.length]!;
  return (
    <aside className="panel lesson" aria-labelledby="lesson-title" data-height={height}>
      <div className="lesson-head">
        {lesson && (
          <button
            type="button"
            className="quiet icon-button"
            aria-label={words.all}
            title={words.all}
            onClick={() => showLesson('list')}
          >
            <Icon name="list" />
          </button>
        )}
        <h2 id="lesson-title" ref={title} tabIndex={-1}>
          {lesson ? (
            <>
              <span className="lesson-number">{place}</span> {lesson.title}
            </>
          ) : (
            words.title
          )}
        </h2>
        <button
          type="button"
          className="icon-button lesson-height"
          aria-label={words.height[height]}
          title={words.height[height]}
          onClick={() => setHeight(next)}
        >
          <Icon name={height === 'full' ? 'shrink' : 'grow'} />
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label={words.close}
          title={words.close}
          onClick={() => {
            showLesson(null);
            document.getElementById('lessons')?.focus();
          }}
        >
          <Icon name="close" />
        </button>
      </div>
      {lesson ? (
        <LessonView key={lesson.id} lesson={lesson} progress={of(lesson)} move={move} />
      ) : (
        <LessonList progressOf={of} missing={typeof place === 'number' ? place : null} />
      )}
    </aside>
  );
}
