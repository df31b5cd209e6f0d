import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { Facts } from '../../../lessons/facts.ts';
import {
  dotsOf,
  drawQuestions,
  type Guess,
  type Question,
  questionSplits,
  sureness,
  tallyOf,
} from '../../../lessons/guesses.ts';
import { wilsonInterval } from '../../../math/wilson.ts';
import { described } from '../../../store/engine/described.ts';
import { formatPercent, formatPoints } from '../../format.ts';
import { Thumbnail } from '../images/Thumbnail.tsx';
import '../images/images.css';
import { OwnDiagram } from './OwnDiagram.tsx';
import { RecordedOffer } from './RecordedOffer.tsx';
import { guesses as words } from './words.ts';

/** What was answered so far; stays while the page is open, so that one can come back to it. */
let last: {
  readonly round: number;
  readonly questions: readonly Question[];
  readonly answers: readonly Guess[];
} | null = null;

interface SlipProps {
  readonly options: readonly string[];
  answer(option: number, confidence: number): void;
}

/** Two things, four ways to be sure of either: arrows move, Enter answers, one tab stop. */
function Slip({ options, answer }: SlipProps) {
  const grid = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(0);
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 2, ArrowUp: -2 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const next = at + by;
    if (next < 0 || next >= 2 * sureness.length) return;
    setAt(next);
    grid.current?.querySelectorAll('button')[next]?.focus();
  };
  return (
    <div
      ref={grid}
      role="toolbar"
      aria-label={words.which}
      aria-orientation="horizontal"
      className="slip"
      onKeyDown={onKeyDown}
    >
      <b>{options[0]}</b>
      <b>{options[1]}</b>
      {sureness.flatMap((confidence, row) =>
        [0, 1].map((option) => (
          <button
            key={`${confidence} ${option}`}
            type="button"
            tabIndex={at === 2 * row + option ? 0 : -1}
            aria-label={words.says(options[option]!, formatPercent(confidence, 0))}
            onFocus={() => setAt(2 * row + option)}
            onClick={() => answer(option, confidence)}
          >
            <b>{formatPercent(confidence, 0)}</b> {words.levels[row]}
          </button>
        )),
      )}
    </div>
  );
}

/** What came of all answers. */
function Tally({ answers, models }: { answers: readonly Guess[]; models: readonly Guess[] }) {
  const { n, right, accuracy, meanConfidence } = tallyOf(answers);
  const model = tallyOf(models);
  const gap = meanConfidence - accuracy;
  const [low, high] = wilsonInterval(right, n) ?? [0, 1];
  const whole = (value: number) => formatPercent(value, 0);
  const points = formatPoints(Math.abs(gap), 0);
  return (
    <div className="prose">
      <p>
        {words.total(right, n, whole(meanConfidence), whole(accuracy))}{' '}
        {points !== '0' && <b>{gap > 0 ? words.over(points) : words.under(points)}</b>}
      </p>
      <p>{words.range(whole(low), whole(high))}</p>
      <p>{words.ofModel(whole(model.meanConfidence), whole(model.accuracy))}</p>
    </div>
  );
}

/** Twenty pictures, "how sure are you?", and a reliability diagram of one's own that grows with them. */
export function Guesses({ facts, finished }: { facts: Facts; finished(): void }) {
  const { state } = facts;
  const [round, setRound] = useState(last?.round ?? 0);
  const [answers, setAnswers] = useState<readonly Guess[]>(last?.answers ?? []);
  const splits = questionSplits(state);
  // The evaluation on the page changes under a race: the pictures of a round stay.
  // biome-ignore lint/correctness/useExhaustiveDependencies: drawn once a round
  const questions = useMemo(
    () => (last?.round === round ? last.questions : splits ? drawQuestions(splits, round) : []),
    [round, splits === null],
  );
  const over = answers.length > 0 && answers.length === questions.length;
  useEffect(() => {
    if (questions.length > 0) last = { round, questions, answers };
    if (over) finished();
  }, [round, questions, answers, over, finished]);
  const question = questions[answers.length];
  const before = questions[answers.length - 1];
  const names = described(state.engine)?.dataset.classNames;
  const name = (k: number) => names?.[k] ?? '';
  if (questions.length === 0) {
    return (
      <>
        <p>{words.waiting}</p>
        {state.engine.phase === 'failed' && <RecordedOffer facts={facts} />}
      </>
    );
  }
  const models = questions.slice(0, answers.length).map(
    ({ modelConfidence, modelRight }): Guess => ({
      confidence: modelConfidence,
      right: modelRight,
    }),
  );
  return (
    <div className="guesses" data-state={over ? 'over' : answers.length > 0 ? 'begun' : undefined}>
      {question && (
        <>
          <div className="guess-head">
            <Thumbnail
              key={`${question.splitId} ${question.index}`}
              splitId={question.splitId}
              index={question.index}
              size={72}
            />
            <div>
              <p className="muted">{words.count(answers.length + 1, questions.length)}</p>
              <p className="guess-truth">
                {before && (answers.at(-1)?.right ? words.right : words.wrong)(name(before.truth))}
              </p>
            </div>
          </div>
          <Slip
            options={question.options.map(name)}
            answer={(option, confidence) => {
              const right = question.options[option] === question.truth;
              setAnswers([...answers, { confidence, right }]);
              state.announce((right ? words.right : words.wrong)(name(question.truth)));
            }}
          />
        </>
      )}
      <OwnDiagram yours={dotsOf(answers)} models={over ? dotsOf(models) : []} />
      {over && (
        <>
          <p className="guess-legend">
            <span>
              <i data-of="you" /> {words.you}
            </span>
            <span>
              <i data-of="model" /> {words.model}
            </span>
          </p>
          <Tally answers={answers} models={models} />
          <button
            type="button"
            onClick={() => {
              last = null;
              setAnswers([]);
              setRound(round + 1);
            }}
          >
            {words.more}
          </button>
        </>
      )}
    </div>
  );
}
