import { useEffect } from 'react';
import {
  type Attempt,
  attemptsOf,
  challengePairs,
  isFairCarot,
} from '../../../lessons/challengeTable.ts';
import type { Facts } from '../../../lessons/facts.ts';
import type { Lesson } from '../../../lessons/lesson.ts';
import { carot } from '../../../lessons/methodIds.ts';
import { standingOf } from '../../../lessons/standing.ts';
import { Marker } from '../../charts/Marker.tsx';
import { bracketed } from '../../charts/reliabilityWords.ts';
import { copyText } from '../../copyText.ts';
import { formatPoints, signedPoints } from '../../format.ts';
import { CopyButton } from '../parts/CopyButton.tsx';
import { RaceOffer } from './RaceOffer.tsx';
import { challenge as words } from './words.ts';

/** What came of the best attempt, to hand in. */
function resultText(facts: Facts, best: Attempt): string {
  const { run } = facts.state;
  const { method, scaled, kind, oodEce, ece, accuracy } = best;
  const params = Object.entries(facts.lane(method.base ?? method.id)?.params ?? {});
  return words.result({
    name: scaled ? words.scaled(method.label) : method.label,
    kind: words.kinds[kind],
    ece: formatPoints(oodEce),
    carot: formatPoints(facts.column(carot, scaled ? 'oodEceTs' : 'oodEce')),
    difference: ece ? `${signedPoints(ece.value)} ${bracketed(ece.interval)}` : '',
    accuracy: signedPoints(accuracy),
    settings: [
      `seed ${run?.config.seed}`,
      `${run?.config.steps} steps`,
      ...params.map(([name, value]) => `${name} ${value}`),
    ].join(', '),
  });
}

function Row({ attempt }: { attempt: Attempt }) {
  const { method, scaled, kind, oodEce, ece, accuracy } = attempt;
  return (
    <tbody data-kind={kind}>
      <tr>
        <th scope="row">
          <span className="attempt">
            <Marker style={method.style} size={12} />
            {scaled ? words.scaled(method.label) : method.label}
          </span>
        </th>
        <td>{formatPoints(oodEce)}</td>
        <td>{signedPoints(accuracy)}</td>
      </tr>
      <tr>
        <td colSpan={3}>
          <b className="claim-kind">{words.kinds[kind]}</b>{' '}
          {ece && `${signedPoints(ece.value)} ${bracketed(ece.interval)}`}
        </td>
      </tr>
    </tbody>
  );
}

/** The race's table against CaRot, and whether anything in it has won. */
export function Challenge(props: { lesson: Lesson; facts: Facts; finished(): void }) {
  const { lesson, facts, finished } = props;
  const { state } = facts;
  const ready = standingOf(lesson, state).kind === 'ready';
  const pairs = challengePairs(facts);
  const wanted = pairs.join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the pairs are a new list each time
  useEffect(() => state.askPairs(pairs), [wanted]);
  const fair = isFairCarot(facts);
  const attempts = ready && fair ? attemptsOf(facts) : [];
  const best = attempts[0];
  const won = best?.kind === 'won';
  useEffect(() => {
    if (won) finished();
  }, [won, finished]);
  if (!ready) return <RaceOffer lesson={lesson} facts={facts} />;
  if (!fair) return <p>{words.unfair}</p>;
  return (
    <>
      {best && (
        <div className="lesson-box" data-kind={best.kind}>
          <p>
            <b>{won ? words.won(best.method.label) : words.notYet}</b>
          </p>
          <CopyButton
            name={words.copy}
            copy={() =>
              copyText(resultText(facts, best)).then(
                () => true,
                (error: unknown) => {
                  state.reportError(error);
                  return false;
                },
              )
            }
          />
        </div>
      )}
      <table className="claims">
        <caption>{words.against(formatPoints(facts.column(carot, 'oodEce')))}</caption>
        <thead>
          <tr>
            {words.head.map((text) => (
              <th key={text} scope="col">
                {text}
              </th>
            ))}
          </tr>
        </thead>
        {attempts.map((attempt) => (
          <Row key={`${attempt.method.id} ${attempt.scaled}`} attempt={attempt} />
        ))}
      </table>
      <p className="help">{words.note}</p>
    </>
  );
}
