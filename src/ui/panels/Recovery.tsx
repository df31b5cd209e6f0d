import { isOver } from '../../store/runSlice.ts';
import { strings } from '../../strings.ts';
import { formatCount } from '../format.ts';
import { useLab, useLabStore } from '../useLab.ts';

const words = strings.recovery;

interface OfferProps {
  readonly role?: 'status' | 'alert';
  readonly text: string;
  readonly actions: readonly (readonly [label: string, act: () => void])[];
}

function Offer({ role = 'status', text, actions }: OfferProps) {
  return (
    <div className="error-card offer" role={role}>
      <div>{text}</div>
      <div className="offer-actions">
        {actions.map(([label, act]) => (
          <button key={label} type="button" onClick={act}>
            {label}
          </button>
        ))}
      </div>
    </div>
  );
}

/** What became of a race that was interrupted, or of one that was reset, and the way back. */
export function Recovery() {
  const store = useLabStore();
  const recovery = useLab((state) => state.recovery);
  const step = useLab(({ run }) => (run && !isOver(run.phase) ? run.checkpointStep : null));
  const problem = useLab(({ run }) => (run && !isOver(run.phase) ? run.checkpointProblem : null));
  const undoId = useLab(({ run, undoRunId }) => (run ? null : undoRunId));
  const backend = useLab((state) => state.engine.backend?.backend);
  const { unfinished, reason, resumedFrom, silent } = recovery;
  const { goOn, letGo, restartFromCheckpoint, dismissRecovery, openRun } = store.getState();
  const why = reason ? `${reason.message} ` : '';
  return (
    <>
      {silent && (
        <Offer
          role="alert"
          text={words.silent}
          actions={[
            [words.wait, dismissRecovery],
            [
              words.restart(step === null ? null : formatCount(step)),
              () => void restartFromCheckpoint(),
            ],
          ]}
        />
      )}
      {unfinished && resumedFrom === null && (
        <Offer
          text={
            why +
            words.unfinished(formatCount(unfinished.step), formatCount(unfinished.config.steps)) +
            (backend && backend !== unfinished.backend
              ? ` ${words.otherBackend(unfinished.backend, backend)}`
              : '')
          }
          actions={[
            [words.goOn, () => void goOn()],
            [words.letGo, () => void letGo()],
          ]}
        />
      )}
      {resumedFrom !== null && (
        <Offer
          text={`${why}${words.resumed(formatCount(resumedFrom))}`}
          actions={[[strings.messages.dismiss, dismissRecovery]]}
        />
      )}
      {problem && <Offer text={`${words.noCheckpoint} ${problem.message}`} actions={[]} />}
      {undoId !== null && (
        <Offer text={words.reset} actions={[[words.undo, () => void openRun(undoId)]]} />
      )}
    </>
  );
}
