import { runMethods } from '../../store/selectors.ts';
import { Marker } from '../charts/Marker.tsx';
import { formatCount } from '../format.ts';
import { useLab, useLabShallow } from '../useLab.ts';
import { Icon } from './Icon.tsx';
import { useSetupProblems } from './RunControls.tsx';

/** Before the first run: what a race is, and the one thing to press. */
export function Welcome() {
  const methods = useLabShallow(runMethods);
  const loaded = useLab((state) => state.engine.loaded);
  const start = useLab((state) => state.start);
  const pending = useLab((state) => state.commandPending);
  const blocked = useSetupProblems().length > 0;
  const trained = methods.filter(({ kind }) => kind === 'trained');
  const train = loaded?.dataset.splits.find(({ role }) => role === 'train');
  const ood = loaded?.dataset.splits.filter(({ role }) => role === 'ood') ?? [];
  return (
    <div className="welcome">
      <h2>How right is it, and how sure?</h2>
      <p>
        Of the answers a model gives with 80 % confidence, 80 % should be right. The expected
        calibration error (ECE) is by how much it misses that, on average. Each method trains{' '}
        {loaded?.model.label} on the same {formatCount(train?.count)} images in the same order and
        is tested on images like them (ID) and on {ood.length} sets in other styles (OOD).
      </p>
      <ul className="welcome-lanes">
        {trained.map(({ id, label, summary, style }) => (
          <li key={id}>
            <Marker style={style} /> <b>{label}</b> <span className="muted">{summary}</span>
          </li>
        ))}
      </ul>
      <button
        type="button"
        className="primary large"
        disabled={blocked || pending}
        onClick={() => void start()}
      >
        <Icon name="play" /> Start the race
      </button>
    </div>
  );
}
