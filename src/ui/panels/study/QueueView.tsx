import { showAbout, showSpan } from '../../../math/units.ts';
import type { Catalogue } from '../../../protocol/catalogue.ts';
import type { Doing, QueueState } from '../../../study/queueState.ts';
import { formatCount } from '../../format.ts';
import { queue as words } from './words.ts';

interface QueueViewProps {
  readonly state: QueueState;
  readonly catalogue: Catalogue;
  /** Whether there is a design that can be run. */
  readonly ready: boolean;
  /** Whether what is done outlasts the page. */
  readonly keeps: boolean;
  run(): void;
  pause(): void;
}

function doingText(doing: Doing | null, { state, catalogue }: QueueViewProps): string {
  if (state.phase === 'paused') return words.paused;
  if (state.phase === 'done') return words.done;
  if (!doing) return words.loading;
  if (doing.kind === 'status') return doing.message;
  const label = catalogue.methods.find(({ id }) => id === doing.methodId)?.label ?? doing.methodId;
  if (doing.kind === 'evaluation') {
    const set = state.loaded?.dataset.splits.find(({ id }) => id === doing.splitId)?.label;
    return words.evaluating(label, set ?? doing.splitId);
  }
  const { steps } = state.cells.find(({ id }) => id === state.current)?.config ?? {};
  return words.step(label, formatCount(doing.step), formatCount(steps));
}

function Cells({ state }: QueueViewProps) {
  return (
    <ol className="study-cells">
      {state.cells.map(({ id }) => {
        const result = state.done[id];
        const status = result ? 'done' : id === state.current ? 'running' : 'waiting';
        return (
          <li key={id} data-status={status}>
            <span>{id.replaceAll('+', ', ').replaceAll('-', ' ')}</span>
            <span className="muted">
              {result ? showSpan(result.seconds) : words.states[status]}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

/** The races of the study on this machine: start, pause, how far they are. */
export function QueueView(props: QueueViewProps) {
  const { state, ready, run, pause } = props;
  const { phase, worked, total, secondsLeft, backend, error, done } = state;
  const under = phase === 'running' || phase === 'opening';
  const begun = Object.keys(done).length > 0 || phase === 'paused' || phase === 'failed';
  return (
    <div className="study-queue">
      <div className="controls">
        {under ? (
          <button type="button" disabled={phase === 'opening'} onClick={pause}>
            {words.pause}
          </button>
        ) : (
          <button
            type="button"
            className="primary"
            disabled={!ready || phase === 'done'}
            onClick={run}
          >
            {begun ? words.goOn : words.start}
          </button>
        )}
        {backend && (
          <span className="muted">
            {backend.backend} ({backend.adapter})
          </span>
        )}
        {under && secondsLeft !== null && (
          <span className="muted">{words.left(showAbout(1000 * secondsLeft))}</span>
        )}
      </div>
      {phase !== 'idle' && (
        <>
          <progress max={total || 1} value={worked} aria-label={words.progress} />
          <p className="muted" role="status" aria-live={under ? 'off' : 'polite'}>
            {doingText(state.doing, props)}
          </p>
        </>
      )}
      {error && (
        <div className="notice error" role="alert">
          <p>
            <b>{words.failed}</b> {error.message}
          </p>
          <p>{error.hint}</p>
        </div>
      )}
      {state.cells.length > 0 && <Cells {...props} />}
      <p className={props.keeps ? 'help' : 'notice'}>{props.keeps ? words.hint : words.memory}</p>
    </div>
  );
}
