import type { ReactNode } from 'react';
import { savedRace } from '../../store/recoverySlice.ts';
import { isOver } from '../../store/runSlice.ts';
import { notKept } from '../../store/selectors.ts';
import { strings } from '../../strings.ts';
import { formatCount } from '../format.ts';
import { saveWeights } from '../saveWeights.ts';
import { useLab, useLabShallow, useLabStore } from '../useLab.ts';

const words = strings.recovery;
const { names } = strings.backend;

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

/** A race that was cut off: it goes on by itself, can go on, or waits for an engine. */
function Interrupted() {
  const store = useLabStore();
  const { unfinished, reason, resumedFrom, mending } = useLab((state) => state.recovery);
  const phase = useLab((state) => state.engine.phase);
  const choice = useLab((state) => state.engine.choice);
  const backend = useLab((state) => state.engine.backend?.backend);
  const saved = useLabShallow(savedRace);
  const { goOn, goOnWith, letGo, dismissRecovery } = store.getState();
  const why = reason ? `${reason.message} ` : '';
  if (mending) return <Offer text={why + words.mending} actions={[]} />;
  if (resumedFrom !== null) {
    const text = why + words.resumed(formatCount(resumedFrom));
    return <Offer text={text} actions={[[strings.messages.dismiss, dismissRecovery]]} />;
  }
  if (saved && phase === 'failed') {
    const onWasm = () => void goOnWith('wasm');
    return (
      <Offer
        text={words.saved(formatCount(saved.step), formatCount(saved.steps))}
        actions={[
          [words.reload, () => location.reload()],
          ...(choice === 'wasm' ? [] : [[words.goOnWith(names.wasm), onWasm] as const]),
        ]}
      />
    );
  }
  if (!unfinished) return null;
  const then = unfinished.backend;
  const differs = backend !== undefined && backend !== then;
  const text = words.unfinished(formatCount(unfinished.step), formatCount(unfinished.config.steps));
  const other = differs ? ` ${words.otherBackend(names[then], names[backend])}` : '';
  const back = then === 'cpu' ? undefined : then;
  return (
    <Offer
      text={why + text + other}
      actions={[
        [differs ? words.goOnWith(names[backend]) : words.goOn, () => void goOn()],
        ...(differs && back
          ? [[words.goOnWith(names[back]), () => void goOnWith(back)] as const]
          : []),
        [words.letGo, () => void letGo()],
      ]}
    />
  );
}

/** What became of a race that was interrupted, or of one that was reset, and the way back. */
export function Recovery() {
  const store = useLabStore();
  const silent = useLab((state) => state.recovery.silent);
  const step = useLab(({ run }) => (run && !isOver(run.phase) ? run.checkpointStep : null));
  const unkept = useLab(notKept);
  const isSaid = useLab(({ commandError }) => commandError?.code === unkept?.code);
  const undoId = useLab(({ run, undoRunId }) => (run ? null : undoRunId));
  const { restartFromCheckpoint, dismissRecovery, openRun } = store.getState();
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
      <Interrupted />
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
