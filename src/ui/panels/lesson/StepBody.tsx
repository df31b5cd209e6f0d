import { useEffect, useState } from 'react';
import type { Facts } from '../../../lessons/facts.ts';
import type {
  Lesson,
  LookStep,
  PredictStep,
  Step,
  WhyStep,
  WidgetStep,
} from '../../../lessons/lesson.ts';
import type { Move, Progress } from '../../../lessons/machine.ts';
import { useLabStore } from '../../useLab.ts';
import { Challenge } from './Challenge.tsx';
import { Claims } from './Claims.tsx';
import { revealDiagram, showControl } from './controls.ts';
import { FormulaLine } from './FormulaLine.tsx';
import { Guesses } from './Guesses.tsx';
import { Prose } from './Prose.tsx';
import { RaceOffer } from './RaceOffer.tsx';
import { rail as words } from './words.ts';

export interface StepProps<Kind extends Step = Step> {
  readonly lesson: Lesson;
  readonly step: Kind;
  readonly progress: Progress;
  readonly facts: Facts;
  move(made: Move): void;
}

/** One choice, locked in once and for all. */
function Predict({ step, progress, move }: StepProps<PredictStep>) {
  const locked = progress.answers[step.id];
  const [chosen, choose] = useState<string | null>(locked ?? null);
  return (
    <form
      className="lesson-choices"
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen !== null) move({ type: 'answer', choice: chosen });
      }}
    >
      <fieldset disabled={locked !== undefined}>
        <legend className="visually-hidden">{step.title}</legend>
        {step.choices.map(({ id, text }) => (
          <label key={id}>
            <input
              type="radio"
              name={step.id}
              checked={(locked ?? chosen) === id}
              onChange={() => choose(id)}
            />
            {text}
          </label>
        ))}
      </fieldset>
      {locked === undefined ? (
        <button type="submit" className="primary" disabled={chosen === null}>
          {words.lock}
        </button>
      ) : (
        <p className="lesson-done">✓ {words.locked}</p>
      )}
    </form>
  );
}

/** Something to do on the page, which can also be done from here. */
function Look({ step, progress, facts }: StepProps<LookStep>) {
  const store = useLabStore();
  const done = progress.done.includes(step.id);
  const { diagram } = step;
  useEffect(() => {
    // Once the panes stand as the step wants them.
    const timer = setTimeout(() => revealDiagram(diagram), 300);
    return () => clearTimeout(timer);
  }, [diagram]);
  return (
    <>
      <div className="lesson-task" data-done={done}>
        <p>
          <b>{done ? words.didIt : words.todo}</b> {step.asks}
        </p>
        <div className="lesson-actions">
          <button type="button" onClick={() => showControl(step)}>
            {words.showMe}
          </button>
          <button type="button" className="quiet" onClick={() => step.doIt(store.getState())}>
            {words.doIt}
          </button>
        </div>
      </div>
      {done && step.found && <Prose says={step.found(facts)} />}
    </>
  );
}

function Why({ step, facts }: StepProps<WhyStep>) {
  const store = useLabStore();
  const [stamped, stamp] = useState(false);
  const { formula, catches, offer } = step;
  return (
    <>
      {formula && <FormulaLine formula={formula} facts={facts} />}
      {catches && (
        <div className="lesson-box">
          <Prose says={catches(facts)} />
          {offer && (
            <button
              type="button"
              onClick={() => {
                offer.doIt(store.getState());
                stamp(true);
              }}
            >
              {offer.label}
            </button>
          )}
          {offer && stamped && <p className="lesson-stamp">{offer.stamp}</p>}
        </div>
      )}
    </>
  );
}

/** Something to do in the rail itself. */
function Widget({ lesson, step, facts, move }: StepProps<WidgetStep>) {
  const finished = () => move({ type: 'done' });
  if (step.widget === 'guesses') return <Guesses facts={facts} finished={finished} />;
  return <Challenge {...{ lesson, facts, finished }} />;
}

/** What a step asks for, and what comes of it. */
export function StepBody(props: StepProps) {
  const { lesson, step, progress, facts } = props;
  switch (step.kind) {
    case 'predict':
      return <Predict {...props} step={step} />;
    case 'run':
      return <RaceOffer lesson={lesson} facts={facts} />;
    case 'look':
      return <Look {...props} step={step} />;
    case 'verdict':
      return <Claims {...{ lesson, step, progress, facts }} />;
    case 'why':
      return <Why {...props} step={step} />;
    case 'widget':
      return <Widget {...props} step={step} />;
  }
}
