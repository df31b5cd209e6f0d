import { batchSamplings, defaultRunConfig } from '../../protocol/runConfig.ts';
import { settingLimits } from '../../protocol/settingLimits.ts';
import { setupChanged } from '../../store/selectors.ts';
import { strings } from '../../strings.ts';
import { NumberField } from '../NumberField.tsx';
import { useLab } from '../useLab.ts';

const words = strings.settings;

/** What unfolds below the edge of the pane comes into view. */
function showOpened({ currentTarget }: { readonly currentTarget: HTMLDetailsElement }) {
  if (currentTarget.open) currentTarget.scrollIntoView({ block: 'nearest' });
}

function MoreSettings() {
  const { optimizer, evaluation, maxShift, templates } = useLab((state) => state.setup);
  const setSettings = useLab((state) => state.setSettings);
  const setOptimizer = useLab((state) => state.setOptimizer);
  const setEvaluation = useLab((state) => state.setEvaluation);
  const resetSettings = useLab((state) => state.resetSettings);
  const standard = defaultRunConfig;
  return (
    <details className="more" onToggle={showOpened}>
      <summary>{words.more}</summary>
      <div className="fields">
        <NumberField
          label={words.warmup}
          {...settingLimits.warmupFraction}
          value={optimizer.warmupFraction}
          standard={standard.optimizer.warmupFraction}
          onChange={(warmupFraction) => setOptimizer({ warmupFraction })}
        />
        <NumberField
          label={words.weightDecay}
          {...settingLimits.weightDecay}
          value={optimizer.weightDecay}
          standard={standard.optimizer.weightDecay}
          onChange={(weightDecay) => setOptimizer({ weightDecay })}
        />
        <NumberField
          label={words.clip}
          {...settingLimits.clipNorm}
          value={optimizer.clipNorm}
          standard={standard.optimizer.clipNorm}
          onChange={(clipNorm) => setOptimizer({ clipNorm })}
        />
        <NumberField
          label={words.shift}
          {...settingLimits.maxShift}
          value={maxShift}
          standard={standard.maxShift}
          onChange={(next) => setSettings({ maxShift: next })}
        />
        <NumberField
          label={words.every}
          {...settingLimits.everySteps}
          value={evaluation.everySteps}
          standard={standard.evaluation.everySteps}
          onChange={(everySteps) => setEvaluation({ everySteps })}
        />
        <NumberField
          label={words.live}
          {...settingLimits.liveLimit}
          value={evaluation.liveLimit}
          standard={standard.evaluation.liveLimit}
          onChange={(liveLimit) => setEvaluation({ liveLimit })}
        />
        <NumberField
          label={words.final}
          {...settingLimits.finalLimit}
          value={evaluation.finalLimit}
          standard={standard.evaluation.finalLimit}
          onChange={(finalLimit) => setEvaluation({ finalLimit })}
        />
      </div>
      <label className="check">
        <input
          type="checkbox"
          checked={optimizer.decayVectors}
          onChange={(event) => setOptimizer({ decayVectors: event.target.checked })}
        />
        {words.decayVectors}
      </label>
      <label className="field">
        <span>{words.templates}</span>
        <textarea
          rows={3}
          spellCheck={false}
          value={templates.join('\n')}
          onChange={(event) => setSettings({ templates: event.target.value.split('\n') })}
        />
      </label>
      <button type="button" className="quiet" onClick={resetSettings}>
        {words.defaults}
      </button>
    </details>
  );
}

/** How batches are drawn, and in a sentence why. */
function SamplingField() {
  const sampling = useLab((state) => state.setup.sampling);
  const setSettings = useLab((state) => state.setSettings);
  const { label, help, options } = words.sampling;
  return (
    <label className="field" title={help}>
      <span>{label}</span>
      <select
        value={sampling}
        onChange={({ target }) => {
          const next = batchSamplings.find((known) => known === target.value);
          if (next) setSettings({ sampling: next });
        }}
      >
        {batchSamplings.map((known) => (
          <option key={known} value={known}>
            {options[known]}
          </option>
        ))}
      </select>
      <small className="help">{help}</small>
    </label>
  );
}

/** What every method of the race shares; the four that matter most stand open. */
export function RunSettings() {
  const steps = useLab((state) => state.setup.steps);
  const batchSize = useLab((state) => state.setup.batchSize);
  const seed = useLab((state) => state.setup.seed);
  const learningRate = useLab((state) => state.setup.optimizer.learningRate);
  const setSettings = useLab((state) => state.setSettings);
  const setOptimizer = useLab((state) => state.setOptimizer);
  const differs = useLab(setupChanged);
  return (
    <div className="settings">
      <h3>
        {words.title} {differs && <span className="tag">{words.changed}</span>}
      </h3>
      <div className="fields">
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
          standard={defaultRunConfig.batchSize}
          onChange={(next) => setSettings({ batchSize: next })}
        />
        <NumberField
          label={words.learningRate}
          {...settingLimits.learningRate}
          value={learningRate}
          standard={defaultRunConfig.optimizer.learningRate}
          onChange={(next) => setOptimizer({ learningRate: next })}
        />
        <NumberField
          label={words.seed}
          {...settingLimits.seed}
          value={seed}
          onChange={(next) => setSettings({ seed: next })}
        />
      </div>
      <SamplingField />
      <MoreSettings />
    </div>
  );
}
