import { useEffect, useRef } from 'react';
import { defaultRunConfig } from '../../../protocol/runConfig.ts';
import { settingLimits } from '../../../protocol/settingLimits.ts';
import { useLab } from '../../useLab.ts';
import { NumberField } from '../parts/NumberField.tsx';
import { settings as words } from './words.ts';

/** The rest of what every method shares; comes into view when it unfolds. */
export function MoreSettings() {
  const { optimizer, evaluation, maxShift, templates } = useLab((state) => state.setup);
  const setSettings = useLab((state) => state.setSettings);
  const setOptimizer = useLab((state) => state.setOptimizer);
  const setEvaluation = useLab((state) => state.setEvaluation);
  const resetSettings = useLab((state) => state.resetSettings);
  const standard = defaultRunConfig;
  const start = useRef<HTMLDivElement>(null);
  useEffect(() => start.current?.parentElement?.scrollIntoView({ block: 'nearest' }), []);
  return (
    <>
      <div className="fields" ref={start}>
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
          label={words.translation}
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
          label={words.subset}
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
    </>
  );
}
