import type { MethodInfo } from '../../../protocol/catalogue.ts';
import { presets } from '../../../protocol/presets.ts';
import { presetOf } from '../../../store/run/setupSlice.ts';
import { later } from '../../later.tsx';
import { useLab } from '../../useLab.ts';
import { useSetupProblems } from '../bar/RunControls.tsx';
import { Badge } from '../parts/Badge.tsx';
import { Lockable } from '../parts/Lockable.tsx';
import { LaneRow } from './LaneRow.tsx';
import { RaceCost } from './RaceCost.tsx';
import { RunSettings } from './RunSettings.tsx';
import { lanes, preset as presetWords, settings } from './words.ts';

const AssetFields = later(
  () => import('../assets/AssetFields.tsx').then((m) => m.AssetFields),
  <div style={{ minHeight: 72 }} aria-hidden="true" />,
);

/** Weights from a file stand in the results, not among what can be raced. */
const isOffered = ({ kind }: MethodInfo) => kind !== 'imported';

function PresetSelect() {
  const chosen = useLab(({ setup, engine }) =>
    engine.catalogue ? presetOf(setup, engine.catalogue) : null,
  );
  const takePreset = useLab((state) => state.takePreset);
  return (
    <label className="preset">
      <span>
        {presetWords.label} <Badge kind="restart" />
      </span>
      <select
        value={chosen?.id ?? 'own'}
        title={chosen?.summary}
        onChange={(event) => takePreset(event.target.value)}
      >
        {presets.map(({ id, label }) => (
          <option key={id} value={id}>
            {label}
          </option>
        ))}
        {!chosen && <option value="own">{presetWords.own}</option>}
      </select>
    </label>
  );
}

const Rows = ({ methods }: { methods: readonly MethodInfo[] }) => (
  <ul className="lane-list">
    {methods.map((method) => (
      <LaneRow key={method.id} method={method} />
    ))}
  </ul>
);

/** Methods that the paper's table has no row of: folded, but for one that is ticked. */
function Further({ methods }: { methods: readonly MethodInfo[] }) {
  const ticked = useLab(({ setup }) => methods.filter(({ id }) => setup.included[id]).length);
  if (methods.length === 0) return null;
  return (
    <details className="lane-further" open={ticked > 0 || undefined}>
      <summary>{lanes.further(methods.length, ticked)}</summary>
      <Rows methods={methods} />
    </details>
  );
}

/** Every method as a row, tick to include; below, what they all share. */
export function Lanes() {
  const methods = useLab((state) => state.engine.catalogue?.methods);
  const problems = useSetupProblems();
  return (
    <section className="panel lanes" aria-labelledby="lanes-title">
      <div className="panel-head">
        <h2 id="lanes-title">{lanes.title}</h2>
        <span className="muted">{lanes.note}</span>
      </div>
      {problems.length > 0 && (
        <div className="notice" role="status">
          <p>{settings.cannotStart}</p>
          <ul>
            {problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </div>
      )}
      <Lockable lock="data">
        <AssetFields />
      </Lockable>
      <Lockable lock="methods">
        <Lockable lock="settings">
          <PresetSelect />
          <RaceCost />
        </Lockable>
      </Lockable>
      {methods ? (
        <Lockable lock="methods">
          <Rows methods={methods.filter(isOffered).filter(({ paper }) => paper)} />
          <Further methods={methods.filter(isOffered).filter(({ paper }) => !paper)} />
        </Lockable>
      ) : (
        <div className="skeleton" aria-hidden="true" />
      )}
      <RunSettings />
    </section>
  );
}
