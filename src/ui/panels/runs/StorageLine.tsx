import { formatBytes } from '../../format.ts';
import { useLab } from '../../useLab.ts';
import { runs as words } from './words.ts';

/** Where runs are kept, how full it is, and what stands in the way of keeping more. */
export function StorageLine() {
  const mode = useLab((state) => state.runs.mode);
  const use = useLab((state) => state.runs.use);
  const persistent = useLab((state) => state.runs.persistent);
  const error = useLab((state) => state.runs.error);
  const note = useLab((state) => state.runs.note);
  const saving = useLab((state) => state.runs.saving);
  return (
    <div className="runs-head">
      {mode === 'memory' && <p className="runs-note">{words.memory}</p>}
      {mode === 'read-only' && <p className="runs-note">{words.readOnly}</p>}
      {error && (
        <p className="runs-note">
          {error.message} {error.hint}
        </p>
      )}
      {note && <p className="runs-note">{note}</p>}
      <p className="help">
        {saving ? words.saving : words.where}
        {persistent !== null && ` ${persistent ? words.persistent : words.notPersistent}`}
        {use &&
          mode === 'kept' &&
          ` ${words.use(formatBytes(use.usedBytes), formatBytes(use.quotaBytes))}`}
      </p>
    </div>
  );
}
