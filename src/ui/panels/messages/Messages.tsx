import type { ReactNode } from 'react';
import type { LabErrorShape } from '../../../protocol/labError.ts';
import { notKept } from '../../../store/archive/selectors.ts';
import { isOver } from '../../../store/run/phase.ts';
import { formatCount } from '../../format.ts';
import { useLab } from '../../useLab.ts';
import { Recovery, SaveWeights } from './Recovery.tsx';
import { words } from './words.ts';

interface CardProps {
  readonly title: string;
  readonly error: LabErrorShape;
  readonly action: string;
  readonly onAction: () => void;
  readonly children?: ReactNode;
}

function ErrorCard({ title, error, action, onAction, children }: CardProps) {
  return (
    <div className="error-card" role="alert">
      <div>
        <b>{title}</b> <span>{error.message}</span> <span className="muted">{error.hint}</span>
      </div>
      {children}
      <button type="button" onClick={onAction}>
        {action}
      </button>
    </div>
  );
}

/** What is worth knowing of the files in use; nothing is held up by it. */
function Notes() {
  const notes = useLab((state) => state.engine.notes);
  const dismiss = useLab((state) => state.dismissNotes);
  if (notes.length === 0) return null;
  return (
    <div className="error-card file-notes" role="status">
      <div>
        <b>{words.notes}</b>
        <ul>
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      </div>
      <button type="button" onClick={dismiss}>
        {words.dismiss}
      </button>
    </div>
  );
}

/** A recorded race that came in part or not at all; a race of one's own has no need of it. */
function RecordedTrouble() {
  const error = useLab(({ recorded, run }) => (run && !run.recorded ? null : recorded.error));
  const isHere = useLab(({ run }) => run !== null);
  const retry = useLab((state) => state.retryRecorded);
  if (!error) return null;
  return (
    <ErrorCard
      title={isHere ? words.partOfRecorded : words.recorded}
      error={error}
      action={words.retry}
      onAction={() => void retry()}
    />
  );
}

/** What went wrong and what to do; earlier results stay below. */
export function Messages() {
  const failure = useLab((state) => state.run?.failure ?? null);
  const engineError = useLab((state) => state.engine.error);
  const commandError = useLab((state) => state.commandError);
  const hasRun = useLab((state) => state.run !== null);
  const label = useLab(
    ({ run, engine }) =>
      engine.catalogue?.methods.find(({ id }) => id === run?.failure?.methodId)?.label,
  );
  const unkept = useLab(notKept);
  const retry = useLab((state) => state.retry);
  const reset = useLab((state) => state.reset);
  const dismissError = useLab((state) => state.dismissError);
  return (
    <>
      {engineError && hasRun && (
        <ErrorCard
          title={words.engine}
          error={engineError}
          action={words.retry}
          onAction={() => void retry()}
        />
      )}
      {failure && !engineError && (
        <ErrorCard
          title={label ? words.endedAt(label) : words.ended}
          error={failure}
          action={words.reset}
          onAction={() => void reset()}
        />
      )}
      {commandError && (
        <ErrorCard
          title={commandError.code.startsWith('note.') ? words.note : words.refused}
          error={commandError}
          action={words.dismiss}
          onAction={dismissError}
        >
          {commandError.code === unkept?.code && <SaveWeights />}
        </ErrorCard>
      )}
      <RecordedTrouble />
      <Recovery />
      <Notes />
    </>
  );
}

/** Milestones, not ticks, for those who listen to the page. */
export function LiveRegion() {
  const text = useLab(({ engine, run }) => {
    if (!run) return engine.phase === 'ready' ? words.ready : '';
    const steps = formatCount(run.config.steps);
    if (run.phase === 'running') return words.training(steps);
    if (run.phase === 'evaluating') return words.evaluating;
    if (run.phase === 'paused') return words.paused;
    return isOver(run.phase) ? words.over(run.phase) : '';
  });
  const said = useLab((state) => state.announcement);
  return (
    <p className="visually-hidden" aria-live="polite">
      {text}
      {said && ` ${said}`}
    </p>
  );
}
