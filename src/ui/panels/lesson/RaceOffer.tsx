import type { Facts } from '../../../lessons/facts.ts';
import type { Lesson } from '../../../lessons/lesson.ts';
import { canRace, keptRunsFor, racedFor, standingOf, tickFor } from '../../../lessons/standing.ts';
import { lacksNumber } from '../../../store/classroom/selectors.ts';
import { expectedCost } from '../../../store/run/raceCost.ts';
import { leadStep } from '../../../store/run/selectors.ts';
import { formatAbout, formatCount } from '../../format.ts';
import { useLab, useLabStore } from '../../useLab.ts';
import { useSetupProblems } from '../bar/RunControls.tsx';
import { cost as costWords } from '../lanes/words.ts';
import { Icon } from '../parts/Icon.tsx';
import { RecordedOffer } from './RecordedOffer.tsx';
import { race as words } from './words.ts';

/** "Zero-shot, FT and FLYP". */
const listed = (names: readonly string[]) =>
  new Intl.ListFormat('en', { type: 'conjunction' }).format(names);

/** What the lesson needs of a race, and one click to it. */
export function RaceOffer({ lesson, facts }: { lesson: Lesson; facts: Facts }) {
  const store = useLabStore();
  const { state } = facts;
  const standing = standingOf(lesson, state);
  const problems = useSetupProblems();
  const needsNumber = useLab(lacksNumber);
  const namesOf = (ids: readonly string[]) => listed(ids.map(facts.name));
  const { run } = state;
  if (standing.kind === 'loading') {
    return (
      <>
        <p>{words.loading}</p>
        <RecordedOffer facts={facts} />
      </>
    );
  }
  if (standing.kind === 'ready') {
    return <p className="lesson-done">✓ {run?.recorded ? words.readyRecorded : words.ready}</p>;
  }
  if (standing.kind === 'running') {
    return (
      <p>
        {run && words.running(formatCount(leadStep(run)), formatCount(run.config.steps))}{' '}
        {words.wait}
      </p>
    );
  }
  if (standing.kind === 'partial') {
    return (
      <>
        <p>{words.partial(namesOf(standing.methods))}</p>
        {run?.hasWeights && (
          <button
            type="button"
            className="primary"
            disabled={state.commandPending}
            onClick={() => void state.evaluateAll()}
          >
            {words.evaluate}
          </button>
        )}
      </>
    );
  }
  const missing = standing.kind === 'missing';
  const trained = racedFor(lesson, state).filter((id) => facts.method(id)?.kind === 'trained');
  const fixed = !canRace(lesson, state);
  const ticked = Object.fromEntries(trained.map((id) => [id, true]));
  const cost = expectedCost({ ...state, setup: { ...state.setup, included: ticked } });
  const start = () => {
    tickFor(lesson, store.getState());
    void store.getState().start();
  };
  return (
    <>
      <p>
        {missing
          ? `${words.lacks(namesOf(standing.methods))} ${run?.recorded ? '' : words.keeps}`
          : words.needs(namesOf(lesson.needs))}
      </p>
      {fixed && <p>{words.fixed}</p>}
      {needsNumber && <p>{problems[0]}</p>}
      {cost && (
        <p className="help">{costWords.takes(formatCount(cost.steps), formatAbout(cost.ms))}</p>
      )}
      <div className="lesson-actions">
        <button
          type="button"
          className="primary"
          disabled={fixed || needsNumber || state.commandPending || state.engine.phase !== 'ready'}
          onClick={start}
        >
          <Icon name="play" /> {words.start(namesOf(trained))}
        </button>
        <RecordedOffer facts={facts} />
        {keptRunsFor(lesson, state)
          .slice(0, 2)
          .map(({ id, name }) => (
            <button
              key={id}
              type="button"
              disabled={state.commandPending}
              onClick={() => void state.openRun(id)}
            >
              {words.open(name)}
            </button>
          ))}
      </div>
    </>
  );
}
