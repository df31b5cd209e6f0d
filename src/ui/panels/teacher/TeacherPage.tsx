import type { Lesson, PredictStep } from '../../../lessons/lesson.ts';
import { lessons } from '../../../lessons/registry.ts';
import '../../styles/fonts.css';
import '../../styles/tokens.css';
import '../../styles/base.css';
import '../../styles/layout.css';
import '../../styles/controls.css';
import './teacher.css';
import { rail } from '../lesson/words.ts';
import { words } from './words.ts';

function Texts({ title, texts }: { title: string; texts: readonly string[] }) {
  if (texts.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {texts.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </>
  );
}

function Notes({ lesson, number }: { lesson: Lesson; number: number }) {
  const { title, summary, minutes, steps, notes } = lesson;
  const { aim, before, questions, pitfalls, ifNot } = notes;
  const predictions = steps.filter((step): step is PredictStep => step.kind === 'predict');
  return (
    <article id={lesson.id}>
      <header>
        <h2>{words.lesson(number, title)}</h2>
        <p className="muted">
          {summary} · {words.minutes(minutes)} · <a href={`./?lesson=${number}`}>{words.open}</a>
        </p>
      </header>
      <Texts title={words.aim} texts={[aim]} />
      <Texts title={words.before} texts={before} />
      <Texts
        title={words.predict}
        texts={predictions.map(
          (step) => `${step.title} ${step.choices.map(({ text }) => text).join(' / ')}`,
        )}
      />
      <h3>{words.course}</h3>
      <ol>
        {steps.map((step) => (
          <li key={step.id}>
            {rail.kinds[step.kind]}: {step.title}
            {step.kind === 'look' && <span className="muted"> {step.asks}</span>}
          </li>
        ))}
      </ol>
      <h3>{words.questions}</h3>
      <dl>
        {questions.map(({ ask, answer }) => (
          <div key={ask}>
            <dt>{ask}</dt>
            <dd>{answer}</dd>
          </div>
        ))}
      </dl>
      <Texts title={words.pitfalls} texts={pitfalls} />
      <Texts title={words.ifNot} texts={[ifNot]} />
    </article>
  );
}

/** All lessons for whoever teaches them: one to a sheet of paper. */
export function TeacherPage() {
  return (
    <main className="teacher">
      <div className="panel-head">
        <h1>{words.title}</h1>
        <span className="teacher-tools">
          <a href="./">{words.back}</a>
          <button type="button" onClick={() => window.print()}>
            {words.print}
          </button>
        </span>
      </div>
      <p>{words.about}</p>
      <p>{words.room}</p>
      <h2>{words.inClass}</h2>
      <ul>
        <li>
          <a href="./?mode=demo">{words.demo}</a>: {words.demoSays}
        </li>
        {words.ways.map((way) => (
          <li key={way}>{way}</li>
        ))}
      </ul>
      <nav aria-label={words.title}>
        <ol start={0}>
          {lessons.map(({ id, title }) => (
            <li key={id}>
              <a href={`#${id}`}>{title}</a>
            </li>
          ))}
        </ol>
      </nav>
      {lessons.map((lesson, number) => (
        <Notes key={lesson.id} {...{ lesson, number }} />
      ))}
    </main>
  );
}
