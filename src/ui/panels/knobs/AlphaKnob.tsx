import type { LabState } from '../../../store/labState.ts';
import { alphaTicks } from '../../../store/results/alphaTicks.ts';
import { isStaleAlpha } from '../../../store/results/selectors.ts';
import { ownResult } from '../../../store/results/shown.ts';
import { isActive } from '../../../store/run/phase.ts';
import { raceStep, runMethods } from '../../../store/run/selectors.ts';
import { formatCount, formatMs, formatNumber } from '../../format.ts';
import { useLab, useLabShallow } from '../../useLab.ts';
import { ValidatedAlphas } from './ValidatedAlphas.tsx';
import { alpha as words } from './words.ts';

const isView = ({ kind }: { readonly kind: string }) => kind === 'interpolation';

/** What is known of the views at this α: nothing yet, something near, or the thing itself. */
function sayState(state: LabState): string {
  const { run, knobs, alphaMs } = state;
  const views = runMethods(state).filter(isView);
  if (views.length === 0) return words.noView;
  const shown = views.flatMap(({ id }) => ownResult(state, id) ?? []);
  const [nearest] = shown.filter((result) => isStaleAlpha(result, knobs));
  if (nearest?.alpha !== undefined) {
    const near = words.near(formatNumber(nearest.alpha));
    return knobs.evaluating ? `${near}, ${words.evaluating}` : near;
  }
  if (knobs.evaluating) return words.evaluating;
  if (shown.length === 0) return run && isActive(run.phase) ? words.later : words.ask;
  const [ms] = views.flatMap(({ id }) => alphaMs[id] ?? []);
  const n = shown[0]?.splits.find(({ role }) => role === 'id')?.raw.n;
  return words.exact(formatCount(n), ms === undefined ? '' : formatMs(ms));
}

/** Ticks known of those that are worked out ahead, over all views; null where none is missing. */
function TickCount() {
  const [done, total] = useLabShallow(({ run, evaluations }) => {
    const views = run?.config.views ?? [];
    const step = run ? raceStep(run) : 0;
    const known = views.map(
      ({ methodId }) =>
        alphaTicks.filter((tick) =>
          evaluations[methodId]?.some(
            (entry) => entry.alpha === tick && entry.step === step && entry.scope === 'live',
          ),
        ).length,
    );
    return [known.reduce((sum, count) => sum + count, 0), views.length * alphaTicks.length];
  });
  const filling = useLab((state) => state.fillingTrail);
  const paused = useLab((state) => state.run?.phase === 'paused' && state.run.hasWeights);
  const fillTrail = useLab((state) => state.fillTrail);
  const recorded = useLab((state) => state.run?.recorded === true);
  // Of a recorded race no more will come.
  if (total === 0 || done === total || recorded) return null;
  if (paused && !filling) {
    return (
      <button type="button" className="small" title={words.sweepTitle} onClick={fillTrail}>
        {words.sweep}
      </button>
    );
  }
  return done > 0 ? <span className="muted">{words.ticks(done, total)}</span> : null;
}

/** The weight of the fine-tuned model in every interpolation view. */
export function AlphaKnob() {
  const alpha = useLab((state) => state.knobs.alpha);
  const setAlpha = useLab((state) => state.setAlpha);
  const any = useLab((state) => runMethods(state).some(isView));
  const said = useLab(sayState);
  return (
    <div className="knob mix">
      <div className="knob-head">
        <label htmlFor="knob-a" title={words.help}>
          {words.label} <kbd>A</kbd>
        </label>
        <output htmlFor="knob-a">{alpha.toFixed(2)}</output>
        <TickCount />
      </div>
      <div>
        <input
          id="knob-a"
          type="range"
          min={0}
          max={1}
          step={0.01}
          value={alpha}
          disabled={!any}
          aria-valuetext={alpha.toFixed(2)}
          onChange={(event) => setAlpha(event.target.valueAsNumber)}
        />
        <div className="ends" aria-hidden="true">
          <span>{words.pretrained}</span>
          <span>{words.tuned}</span>
        </div>
      </div>
      <p className="help said" aria-live="polite">
        {said}
      </p>
      <ValidatedAlphas />
    </div>
  );
}
