import { useState } from 'react';
import { lessons } from '../../../lessons/registry.ts';
import { defaultRunConfig } from '../../../protocol/runConfig.ts';
import { presetDiff } from '../../../store/archive/runNames.ts';
import { noTask } from '../../../store/classroom/classroomSlice.ts';
import type { ClassTask, Lock } from '../../../store/classroom/state.ts';
import { toShown } from '../../../store/kit/toShown.ts';
import { classLink } from '../../../store/link/classLink.ts';
import { expectedCost } from '../../../store/run/raceCost.ts';
import { toRunConfig } from '../../../store/run/setupSlice.ts';
import { copyText } from '../../copyText.ts';
import { formatAbout, formatCount } from '../../format.ts';
import { useLab, useLabStore } from '../../useLab.ts';
import { cost as costWords } from '../lanes/words.ts';
import { CopyButton } from '../parts/CopyButton.tsx';
import { useAttempt } from '../parts/useAttempt.ts';
import { lockNames, link as words } from './words.ts';

/** What most classes want: everybody trains the same, on other batches. */
const usual: ClassTask = { locks: ['data', 'methods', 'settings', 'seed'], asksNumber: true };

/** The race that the link will hold, in a line. */
function RaceLine({ asksNumber }: { readonly asksNumber: boolean }) {
  const setup = useLab((state) => state.setup);
  const alpha = useLab((state) => state.knobs.alpha);
  const catalogue = useLab((state) => state.engine.catalogue);
  const cost = useLab((state) => expectedCost(state)?.ms ?? null);
  if (!catalogue) return null;
  const config = toRunConfig(setup, catalogue, alpha);
  const diff = presetDiff({ ...config, seed: defaultRunConfig.seed }, catalogue);
  const trained = catalogue.methods.filter(
    ({ id, kind }) => kind === 'trained' && setup.included[id] === true,
  );
  return (
    <p>
      {[
        ...trained.map(({ label }) => label),
        words.ofSteps(formatCount(config.steps)),
        asksNumber ? words.ownSeeds : words.oneSeed(config.seed),
      ].join(' · ')}
      <br />
      <span className="muted">{diff === '' ? words.defaults : diff}</span>
      {cost !== null && (
        <>
          <br />
          {costWords.takes(formatCount(config.steps), formatAbout(cost))} {words.theirs}
        </>
      )}
    </p>
  );
}

/** What goes into the link, and the link. */
export function LinkTab() {
  const store = useLabStore();
  const given = useLab((state) => state.classroom.task);
  const setTask = useLab((state) => state.setTask);
  const isGiven = given.locks.length > 0 || given.asksNumber;
  const [task, change] = useState<ClassTask>(isGiven ? given : usual);
  const open = useLab((state) => state.layout.lesson);
  const [lesson, setLesson] = useState(open === null ? '' : String(open));
  const { said, attempt } = useAttempt();
  const toggle = (lock: Lock, on: boolean) =>
    change({
      ...task,
      locks: on ? [...task.locks, lock] : task.locks.filter((one) => one !== lock),
    });

  let url = '';
  let problem = '';
  try {
    const hash = classLink(store.getState(), task, lesson);
    url = `${location.origin}${location.pathname}${hash}`;
  } catch (error) {
    const { message, hint } = toShown(error);
    problem = `${message} ${hint}`;
  }
  return (
    <>
      <section>
        <h3>{words.race}</h3>
        <RaceLine asksNumber={task.asksNumber} />
        <p className="help">{words.raceHelp}</p>
      </section>
      <section>
        <h3>{words.locks}</h3>
        <div className="class-locks">
          {(Object.keys(lockNames) as Lock[]).map((lock) => (
            <label key={lock} className="check">
              <input
                type="checkbox"
                checked={task.locks.includes(lock)}
                onChange={(event) => toggle(lock, event.target.checked)}
              />
              {lockNames[lock]}
            </label>
          ))}
        </div>
        <p className="help">{words.locksHelp}</p>
      </section>
      <section>
        <h3>{words.seed}</h3>
        <label className="check">
          <input
            type="checkbox"
            checked={task.asksNumber}
            onChange={(event) => change({ ...task, asksNumber: event.target.checked })}
          />
          {words.asksNumber}
        </label>
        <p className="help">{words.seedHelp}</p>
      </section>
      <section>
        <label className="field class-number">
          <span>{words.lesson}</span>
          <select value={lesson} onChange={(event) => setLesson(event.target.value)}>
            <option value="">{words.noLesson}</option>
            <option value="list">{words.lessonList}</option>
            {lessons.map(({ id, title }, number) => (
              <option key={id} value={number}>
                {words.oneLesson(number, title)}
              </option>
            ))}
          </select>
        </label>
      </section>
      <section>
        <h3>{words.result}</h3>
        {problem === '' ? (
          <output className="class-link">{url}</output>
        ) : (
          <p className="help error-text">{problem}</p>
        )}
        <div className="class-actions">
          <CopyButton
            look="primary"
            name={words.copy}
            disabled={problem !== ''}
            copy={() => attempt(() => copyText(url), words.copied)}
          />
          {isGiven && (
            <button type="button" onClick={() => attempt(() => setTask(noTask), words.unlocked)}>
              {words.unlock}
            </button>
          )}
          <span role="status" className="muted">
            {said}
          </span>
        </div>
      </section>
    </>
  );
}
