import { notKept } from '../../../store/archive/selectors.ts';
import type { LabState } from '../../../store/labState.ts';
import { isOver } from '../../../store/run/phase.ts';
import { formatCount } from '../../format.ts';
import { later } from '../../later.tsx';
import { saveWeights } from '../../saveWeights.ts';
import { useLab, useLabStore } from '../../useLab.ts';
import { Offer } from './Offer.tsx';
import { recovery as words } from './words.ts';

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

const Interrupted = later(() => import('./Interrupted.tsx').then((m) => m.Interrupted));

/** Whether there is a race that was cut off to speak of. */
const wasCutOff = ({ recovery, run, engine }: LabState) =>
  recovery.mending ||
  recovery.resumedFrom !== null ||
  recovery.unfinished !== null ||
  (engine.phase === 'failed' && run?.interrupted === true);

/** What became of a race that was interrupted, or of one that was reset, and the way back. */
export function Recovery() {
  const store = useLabStore();
  const silent = useLab((state) => state.recovery.silent);
  const step = useLab(({ run }) => (run && !isOver(run.phase) ? run.checkpointStep : null));
  const cutOff = useLab(wasCutOff);
  const unkept = useLab(notKept);
  const isSaid = useLab(({ commandError }) => commandError?.code === unkept?.code);
  const undoId = useLab(({ run, undoRunId }) => (run ? null : undoRunId));
  const { restartFromCheckpoint, dismissRecovery, undoReset } = store.getState();
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
      {cutOff && <Interrupted />}
      {unkept && !isSaid && (
        <Offer text={`${words.noCheckpoint} ${unkept.message}`} actions={[]}>
          <SaveWeights />
        </Offer>
      )}
      {undoId !== null && (
        <Offer text={words.reset} actions={[[words.undo, () => void undoReset()]]} />
      )}
    </>
  );
}
