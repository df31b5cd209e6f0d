import { useLab } from '../useLab.ts';
import { LaneRow } from './LaneRow.tsx';
import { useSetupProblems } from './RunControls.tsx';
import { RunSettings } from './RunSettings.tsx';

/** Every method as a row, tick to include; below, what they all share. */
export function Lanes() {
  const methods = useLab((state) => state.engine.catalogue?.methods);
  const problems = useSetupProblems();
  return (
    <section className="panel lanes" aria-labelledby="lanes-title">
      <div className="panel-head">
        <h2 id="lanes-title">Methods</h2>
        <span className="muted">same weights, same batches</span>
      </div>
      {methods ? (
        <ul className="lane-list">
          {methods.map((method) => (
            <LaneRow key={method.id} method={method} />
          ))}
        </ul>
      ) : (
        <div className="skeleton" aria-hidden="true" />
      )}
      <RunSettings />
      {problems.length > 0 && (
        <div className="notice" role="status">
          <p>The race cannot start yet:</p>
          <ul>
            {problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}
