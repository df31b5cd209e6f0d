import { type MouseEvent, useMemo } from 'react';
import { isLocked, lacksNumber } from '../../../store/classroom/selectors.ts';
import { words as classWords } from '../../../store/classroom/words.ts';
import { isActive, isOver } from '../../../store/run/phase.ts';
import { setupChanged } from '../../../store/run/selectors.ts';
import { setupProblems, toRunConfig } from '../../../store/run/setupSlice.ts';
import { useLab, useLabShallow } from '../../useLab.ts';
import { Icon } from '../parts/Icon.tsx';
import { lockedByLink } from '../parts/words.ts';
import { controls as words } from './words.ts';

/** What stands in the way of the next run, in sentences. */
export function useSetupProblems(): readonly string[] {
  const setup = useLab((state) => state.setup);
  const catalogue = useLab((state) => state.engine.catalogue);
  const lacks = useLab(lacksNumber);
  return useMemo(() => {
    const problems = catalogue ? setupProblems(toRunConfig(setup, catalogue, 0.5), catalogue) : [];
    return lacks ? [classWords.numberFirst, ...problems] : problems;
  }, [setup, catalogue, lacks]);
}

/** The one button that matters now: start, pause or resume. */
function PrimaryButton() {
  const ready = useLab((state) => state.engine.phase === 'ready');
  const phase = useLab((state) => state.run?.phase ?? null);
  const pending = useLab((state) => state.commandPending);
  const changed = useLab(setupChanged);
  /** A recorded race is nobody's: theirs is still to be started. */
  const none = useLab(({ run }) => run === null || run.recorded === true);
  const { start, pause, resume } = useLabShallow(({ start, pause, resume }) => ({
    start,
    pause,
    resume,
  }));
  const problems = useSetupProblems();
  if (phase !== null && isActive(phase)) {
    return (
      <button
        type="button"
        className="primary"
        disabled={pending || phase === 'evaluating'}
        onClick={() => void pause()}
      >
        <Icon name="pause" /> {words.pause}
      </button>
    );
  }
  if (phase === 'paused') {
    return (
      <button type="button" className="primary" disabled={pending} onClick={() => void resume()}>
        <Icon name="play" /> {words.resume}
      </button>
    );
  }
  return (
    <button
      type="button"
      className="primary"
      data-waiting={none && ready}
      disabled={!ready || pending || problems.length > 0}
      title={problems[0] ?? words.startTitle}
      onClick={() => void start()}
    >
      <Icon name="play" /> {none ? words.start : changed ? words.restart : words.again}
    </button>
  );
}

/** Start, pause, one step, stop, reset, and the seed. */
export function RunControls() {
  const ready = useLab((state) => state.engine.phase === 'ready');
  const phase = useLab((state) => state.run?.phase ?? null);
  const pending = useLab((state) => state.commandPending);
  const seed = useLab((state) => state.setup.seed);
  const { stepOnce, stop, reset, newSeed } = useLabShallow((state) => ({
    stepOnce: state.stepOnce,
    stop: state.stop,
    reset: state.reset,
    newSeed: state.newSeed,
  }));
  const seedLocked = useLab((state) => isLocked(state, 'seed'));
  const problems = useSetupProblems();
  const underWay = phase !== null && !isOver(phase);
  // A race that is over has no further step, and is not taken off the page by a wish for one.
  const isShown = phase !== null && isOver(phase);
  const cannotStart = !ready || problems.length > 0;
  const onReset = (event: MouseEvent) => {
    if (event.shiftKey && !seedLocked) newSeed();
    void reset();
  };
  return (
    <fieldset className="controls" aria-label={words.label}>
      <PrimaryButton />
      <button
        type="button"
        data-control="step"
        aria-label={words.step}
        disabled={pending || phase === 'evaluating' || isShown || (!underWay && cannotStart)}
        title={isShown ? words.stepOver : words.stepTitle}
        onClick={() => void stepOnce()}
      >
        <Icon name="step" /> <span className="label">{words.step}</span>
      </button>
      <button
        type="button"
        data-control="stop"
        aria-label={words.stop}
        disabled={!underWay || pending}
        title={words.stopTitle}
        onClick={() => void stop()}
      >
        <Icon name="stop" /> <span className="label">{words.stop}</span>
      </button>
      <button
        type="button"
        data-control="reset"
        aria-label={words.reset}
        disabled={phase === null || pending}
        title={words.resetTitle}
        onClick={onReset}
      >
        <Icon name="reset" /> <span className="label">{words.reset}</span>
      </button>
      <button
        type="button"
        className="quiet"
        disabled={seedLocked}
        title={seedLocked ? lockedByLink : words.seedTitle}
        data-control="seed"
        aria-label={`${words.seed} ${seed}`}
        onClick={newSeed}
      >
        <Icon name="dice" /> <span className="label">{words.seed}</span>{' '}
        <span className="seed">{seed}</span>
      </button>
    </fieldset>
  );
}
