import type { ReactNode } from 'react';
import { isOver } from '../../store/runSlice.ts';
import { notKept } from '../../store/selectors.ts';
import { strings } from '../../strings.ts';
import { formatCount } from '../format.ts';
import { saveWeights } from '../saveWeights.ts';
import { useLab, useLabStore } from '../useLab.ts';

const words = strings.recovery;

interface OfferProps {
  readonly role?: 'status' | 'alert';
  readonly text: string;
  readonly children?: ReactNode;
  readonly actions: readonly (readonly [label: string, act: () => void])[];
}

/** For a race that the browser cannot keep: its weights as files, while the engine has them. */
export function SaveWeights() {
  const store = useLabStore();
  const ready = useLab(({ run }) => run?.hasWeights === true);
  if (!ready) return null;
  return (
    <button type="button" onClick={() => void saveWeights(store.getState())}>
      {words.downloadWeights}
    </button>
  );
}

function Offer({ role = 'status', text, children, actions }: OfferProps) {
  return (
    <div className="error-card offer" role={role}>
      <div>{text}</div>
      <div className="offer-actions">
        {children}
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
  const unkept = useLab(notKept);
  const isSaid = useLab(({ commandError }) => commandError?.code === unkept?.code);
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
      {unkept && !isSaid && (
        <Offer text={`${words.noCheckpoint} ${unkept.message}`} actions={[]}>
          <SaveWeights />
        </Offer>
      )}
      {undoId !== null && (
        <Offer text={words.reset} actions={[[words.undo, () => void openRun(undoId)]]} />
      )}
    </>
  );
}
