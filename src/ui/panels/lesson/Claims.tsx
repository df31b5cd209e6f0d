import { Fragment } from 'react';
import { judgeAll, type Verdict } from '../../../lessons/claims.ts';
import type { Facts } from '../../../lessons/facts.ts';
import type { Lesson, PredictStep, VerdictStep } from '../../../lessons/lesson.ts';
import type { Progress } from '../../../lessons/machine.ts';
import { tickFor } from '../../../lessons/standing.ts';
import { columnTitles } from '../../../results/columnTitles.ts';
import { isLocked } from '../../../store/classroom/selectors.ts';
import { bracketed } from '../../charts/reliabilityWords.ts';
import { formatPoints, signedPoints } from '../../format.ts';
import { useLabStore } from '../../useLab.ts';
import { Prose } from './Prose.tsx';
import { verdict as words } from './words.ts';

/** What the student said before, beside what came of it. */
function Said({ step, progress, facts }: { step: PredictStep; progress: Progress; facts: Facts }) {
  const text = (id: string | null | undefined) =>
    step.choices.find((choice) => choice.id === id)?.text;
  const answer = progress.answers[step.id];
  const outcome = step.outcome(facts);
  if (answer === undefined) return null;
  return (
    <p className="lesson-said" data-right={outcome === null ? undefined : outcome === answer}>
      {words.said} <b>{words.quoted(text(answer) ?? '')}</b>{' '}
      {outcome === null ? (
        words.open
      ) : outcome === answer ? (
        words.right
      ) : (
        <>
          {words.wrong} <b>{words.quoted(text(outcome) ?? '')}</b>
        </>
      )}
    </p>
  );
}

function ClaimRows({ verdict }: { verdict: Verdict }) {
  const { claim, kind, paper, yours, difference } = verdict;
  const points = difference && signedPoints(difference.value);
  const fromTo = ([to, from]: readonly [number, number]) =>
    words.pair(formatPoints(from), formatPoints(to));
  return (
    <tbody data-kind={kind}>
      <tr>
        <th scope="row">{columnTitles[claim.column]}</th>
        <td>{fromTo(paper)}</td>
        <td>{yours && fromTo(yours)}</td>
      </tr>
      <tr>
        <td colSpan={3}>
          <b className="claim-kind">{words.kinds[kind]}</b>{' '}
          {points && (
            <span>
              {claim.column.includes('Ece') && words.withoutChance}{' '}
              {words.difference(points, bracketed(difference?.interval ?? null))}
            </span>
          )}
        </td>
      </tr>
    </tbody>
  );
}

/** "3 of 4 as in the paper, 1 not resolved". */
function tally(verdicts: readonly Verdict[]): string {
  const count = (kind: Verdict['kind']) => verdicts.filter((one) => one.kind === kind).length;
  const [opposite, unresolved] = [count('opposite'), count('unresolved')];
  return [
    words.tally(count('reproduced'), verdicts.length),
    ...(opposite > 0 ? [words.opposites(opposite)] : []),
    ...(unresolved > 0 ? [words.unresolved(unresolved)] : []),
  ].join(', ');
}

/** What the run on the page says to the paper's claims, computed from it alone. */
export function Claims(props: {
  lesson: Lesson;
  step: VerdictStep;
  progress: Progress;
  facts: Facts;
}) {
  const { lesson, step, progress, facts } = props;
  const store = useLabStore();
  const verdicts = judgeAll(step.claims, facts);
  const pairs = [...new Set(verdicts.map(({ claim }) => claim.pair.join()))];
  const any = (kind: Verdict['kind']) => verdicts.some((one) => one.kind === kind);
  const another = () => {
    tickFor(lesson, store.getState());
    store.getState().newSeed();
    void store.getState().start();
  };
  return (
    <>
      {lesson.steps.map(
        (one) =>
          one.kind === 'predict' && <Said key={one.id} step={one} {...{ progress, facts }} />,
      )}
      {pairs.map((pair) => {
        const own = verdicts.filter(({ claim }) => claim.pair.join() === pair);
        const [to, from] = own[0]!.claim.pair.map((id) => facts.name(id));
        return (
          <table className="claims" key={pair}>
            <caption>{from === to ? words.scaling(to!) : words.pair(from!, to!)}</caption>
            <thead>
              <tr>
                {[...words.head, facts.state.run?.recorded ? words.recorded : words.here].map(
                  (text) => (
                    <th key={text} scope="col">
                      {text}
                    </th>
                  ),
                )}
              </tr>
            </thead>
            {own.map((verdict) => (
              <Fragment key={verdict.claim.column}>
                <ClaimRows verdict={verdict} />
              </Fragment>
            ))}
          </table>
        );
      })}
      <p>
        <b>{tally(verdicts)}.</b>
      </p>
      {any('opposite') && (
        <div className="lesson-box" data-kind="opposite">
          <p>
            <b>{words.contradicts}</b>
          </p>
          <Prose says={step.contradicted} />
        </div>
      )}
      {any('unresolved') && (
        <div className="lesson-box">
          <p>{words.notResolved}</p>
          {!isLocked(facts.state, 'seed') && (
            <button type="button" onClick={another}>
              {words.seed}
            </button>
          )}
        </div>
      )}
      <p className="help">{words.note}</p>
    </>
  );
}
