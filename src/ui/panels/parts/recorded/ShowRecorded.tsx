import { isActive } from '../../../../store/run/phase.ts';
import { useLab } from '../../../useLab.ts';
import { showRecorded as words } from './words.ts';

/** The way to the race that came with the lab, and what there is to say where there is none. */
export function ShowRecorded() {
  const phase = useLab((state) => state.recorded.phase);
  const shown = useLab((state) => state.run?.recorded === true);
  const active = useLab((state) => state.run !== null && isActive(state.run.phase));
  const openRecorded = useLab((state) => state.openRecorded);
  // Where no race stands on the page, its messages say so.
  const error = useLab(({ run, recorded }) => (run ? recorded.error : null));
  if (shown) return null;
  return (
    <>
      <button
        type="button"
        disabled={active || phase === 'looking'}
        title={active ? words.active : words.title}
        onClick={() => void openRecorded()}
      >
        {words.show}
      </button>
      {phase === 'none' && <span className="muted">{words.none}</span>}
      {phase === 'failed' && error && (
        <span role="alert">
          {error.message} {error.hint}
        </span>
      )}
    </>
  );
}
