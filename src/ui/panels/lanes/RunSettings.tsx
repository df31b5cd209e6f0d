import { useState } from 'react';
import { batchSamplings, defaultBatchSize, defaultRunConfig } from '../../../protocol/runConfig.ts';
import { settingLimits } from '../../../protocol/settingLimits.ts';
import { setupChanged } from '../../../store/run/selectors.ts';
import { formatCount } from '../../format.ts';
import { later } from '../../later.tsx';
import { useLab } from '../../useLab.ts';
import { Lockable } from '../parts/Lockable.tsx';
import { NumberField } from '../parts/NumberField.tsx';
import { settings as words } from './words.ts';

const MoreSettings = later(() => import('./MoreSettings.tsx').then((m) => m.MoreSettings));

/** Fetched when it is unfolded. */
function More() {
  const [wanted, setWanted] = useState(false);
  return (
    <details className="more" onToggle={({ currentTarget }) => setWanted(currentTarget.open)}>
      <summary>{words.more}</summary>
      {wanted && <MoreSettings />}
    </details>
  );
}

/** How batches are drawn, and in a sentence why. */
function SamplingField() {
  const sampling = useLab((state) => state.setup.sampling);
  const setSettings = useLab((state) => state.setSettings);
  const { label, help, options } = words.sampling;
  return (
    <label className="field">
      <span>{label}</span>
      <select
        value={sampling}
        onChange={({ target }) => setSettings({ sampling: batchSamplings[target.selectedIndex]! })}
      >
        {batchSamplings.map((known) => (
          <option key={known} value={known}>
            {options[known]}
          </option>
        ))}
      </select>
      <span className="help">{help}</span>
    </label>
  );
}

/** What every method of the race shares; the four that matter most stand open. */
export function RunSettings() {
  const steps = useLab((state) => state.setup.steps);
  const batchSize = useLab((state) => state.setup.batchSize);
  const standardBatch = useLab(({ engine, setup }) =>
    engine.catalogue ? defaultBatchSize(setup.datasetId, engine.catalogue) : setup.batchSize,
  );
  const seed = useLab((state) => state.setup.seed);
  const learningRate = useLab((state) => state.setup.optimizer.learningRate);
  const setSettings = useLab((state) => state.setSettings);
  const setOptimizer = useLab((state) => state.setOptimizer);
  const differs = useLab(setupChanged);
  const shown = useLab((state) => state.run?.config ?? null);
  const fixed = useLab(({ classroom }) => classroom.task.locks.length > 0);
  const takeConfig = useLab((state) => state.takeConfig);
  return (
    <div className="settings">
      <h3>
        {words.title} {differs && <span className="tag">{words.changed}</span>}
      </h3>
      {differs && shown && (
        <p className="shown-settings muted">
          {words.shown(shown.seed, formatCount(shown.steps))}{' '}
          {!fixed && (
            <button type="button" className="quiet" onClick={() => takeConfig(shown)}>
              {words.take}
            </button>
          )}
        </p>
      )}
      <div className="fields">
        <Lockable lock="settings">
          <NumberField
            label={words.steps}
            {...settingLimits.steps}
            value={steps}
            standard={defaultRunConfig.steps}
            onChange={(next) => setSettings({ steps: next })}
          />
          <NumberField
            label={words.batchSize}
            {...settingLimits.batchSize}
            value={batchSize}
            standard={standardBatch}
            onChange={(next) => setSettings({ batchSize: next })}
          />
          <NumberField
            label={words.learningRate}
            {...settingLimits.learningRate}
            value={learningRate}
            standard={defaultRunConfig.optimizer.learningRate}
            onChange={(next) => setOptimizer({ learningRate: next })}
          />
        </Lockable>
        <Lockable lock="seed">
          <NumberField
            label={words.seed}
            {...settingLimits.seed}
            value={seed}
            onChange={(next) => setSettings({ seed: next })}
          />
        </Lockable>
      </div>
      <Lockable lock="settings">
        <SamplingField />
        <More />
      </Lockable>
    </div>
  );
}
