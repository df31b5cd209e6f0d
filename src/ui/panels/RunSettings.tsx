import { defaultRunConfig } from '../../protocol/runConfig.ts';
import { NumberField } from '../NumberField.tsx';
import { useLab } from '../useLab.ts';

function MoreSettings() {
  const { optimizer, evaluation, maxShift, templates } = useLab((state) => state.setup);
  const setSettings = useLab((state) => state.setSettings);
  const setOptimizer = useLab((state) => state.setOptimizer);
  const setEvaluation = useLab((state) => state.setEvaluation);
  const resetSettings = useLab((state) => state.resetSettings);
  const standard = defaultRunConfig;
  return (
    <details className="more">
      <summary>More settings</summary>
      <div className="fields">
        <NumberField
          label="Warm-up share"
          value={optimizer.warmupFraction}
          standard={standard.optimizer.warmupFraction}
          onChange={(warmupFraction) => setOptimizer({ warmupFraction })}
        />
        <NumberField
          label="Weight decay"
          value={optimizer.weightDecay}
          standard={standard.optimizer.weightDecay}
          onChange={(weightDecay) => setOptimizer({ weightDecay })}
        />
        <NumberField
          label="Gradient clip"
          value={optimizer.clipNorm}
          standard={standard.optimizer.clipNorm}
          onChange={(clipNorm) => setOptimizer({ clipNorm })}
        />
        <NumberField
          label="Random shift, px"
          value={maxShift}
          standard={standard.maxShift}
          onChange={(next) => setSettings({ maxShift: next })}
        />
        <NumberField
          label="Evaluate every"
          value={evaluation.everySteps}
          standard={standard.evaluation.everySteps}
          onChange={(everySteps) => setEvaluation({ everySteps })}
        />
        <NumberField
          label="Live images a set"
          value={evaluation.liveLimit}
          standard={standard.evaluation.liveLimit}
          onChange={(liveLimit) => setEvaluation({ liveLimit })}
        />
        <NumberField
          label="Final images, 0 = all"
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
        Decay biases and norms too
      </label>
      <label className="field">
        <span>Prompt templates, one a line</span>
        <textarea
          rows={3}
          spellCheck={false}
          value={templates.join('\n')}
          onChange={(event) => setSettings({ templates: event.target.value.split('\n') })}
        />
      </label>
      <button type="button" className="quiet" onClick={resetSettings}>
        All settings to their defaults
      </button>
    </details>
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
  const differs = useLab(
    ({ run, setup }) =>
      run !== null &&
      (run.config.steps !== setup.steps ||
        run.config.batchSize !== setup.batchSize ||
        run.config.seed !== setup.seed ||
        (run.config.optimizer !== setup.optimizer &&
          JSON.stringify(run.config.optimizer) !== JSON.stringify(setup.optimizer))),
  );
  return (
    <div className="settings">
      <h3>Run {differs && <span className="tag">changes count from the next start</span>}</h3>
      <div className="fields">
        <NumberField
          label="Steps"
          value={steps}
          standard={defaultRunConfig.steps}
          onChange={(next) => setSettings({ steps: next })}
        />
        <NumberField
          label="Batch size"
          value={batchSize}
          standard={defaultRunConfig.batchSize}
          onChange={(next) => setSettings({ batchSize: next })}
        />
        <NumberField
          label="Learning rate"
          value={learningRate}
          standard={defaultRunConfig.optimizer.learningRate}
          onChange={(next) => setOptimizer({ learningRate: next })}
        />
        <NumberField label="Seed" value={seed} onChange={(next) => setSettings({ seed: next })} />
      </div>
      <MoreSettings />
    </div>
  );
}
