import { useMemo } from 'react';
import { isActive, isOver } from '../../store/runSlice.ts';
import { setupProblems, toRunConfig } from '../../store/setupSlice.ts';
import { useLab } from '../useLab.ts';
import { Icon } from './Icon.tsx';

/** What stands in the way of the next run, in sentences. */
export function useSetupProblems(): readonly string[] {
  const setup = useLab((state) => state.setup);
  const catalogue = useLab((state) => state.engine.catalogue);
  return useMemo(
    () => (catalogue ? setupProblems(toRunConfig(setup, catalogue, 0.5), catalogue) : []),
    [setup, catalogue],
  );
}

/** Start, pause, one step, stop, reset, and the seed. */
export function RunControls() {
  const ready = useLab((state) => state.engine.phase === 'ready');
  const phase = useLab((state) => state.run?.phase ?? null);
  const pending = useLab((state) => state.commandPending);
  const seed = useLab((state) => state.setup.seed);
  const start = useLab((state) => state.start);
  const pause = useLab((state) => state.pause);
  const resume = useLab((state) => state.resume);
  const stepOnce = useLab((state) => state.stepOnce);
  const stop = useLab((state) => state.stop);
  const reset = useLab((state) => state.reset);
  const newSeed = useLab((state) => state.newSeed);
  const problems = useSetupProblems();

  const underWay = phase !== null && !isOver(phase);
  const active = phase !== null && isActive(phase);
  return (
    <fieldset className="controls" aria-label="Run">
      {!underWay ? (
        <button
          type="button"
          className="primary"
          disabled={!ready || pending || problems.length > 0}
          title={problems[0] ?? 'Fine-tune the ticked methods on the same batches'}
          onClick={() => void start()}
        >
          <Icon name="play" /> Start race
        </button>
      ) : active ? (
        <button
          type="button"
          className="primary"
          disabled={pending || phase === 'evaluating'}
          onClick={() => void pause()}
        >
          <Icon name="pause" /> Pause
        </button>
      ) : (
        <button type="button" className="primary" disabled={pending} onClick={() => void resume()}>
          <Icon name="play" /> Resume
        </button>
      )}
      <button
        type="button"
        disabled={!underWay || pending || phase === 'evaluating'}
        title="One step of every method, then pause"
        onClick={() => void stepOnce()}
      >
        <Icon name="step" /> Step
      </button>
      <button
        type="button"
        disabled={!underWay || pending}
        title="End the race here; its weights stay for evaluation"
        onClick={() => void stop()}
      >
        <Icon name="stop" /> Stop
      </button>
      <button
        type="button"
        disabled={phase === null || pending}
        title="Back to step 0 with the same seed"
        onClick={() => void reset()}
      >
        <Icon name="reset" /> Reset
      </button>
      <button
        type="button"
        className="quiet"
        title="Another seed for the next race"
        onClick={newSeed}
      >
        <Icon name="dice" /> Seed <span className="seed">{seed}</span>
      </button>
    </fieldset>
  );
}
