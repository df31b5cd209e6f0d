import { isStaleAlpha, runMethods } from '../../store/selectors.ts';
import { formatNumber } from '../format.ts';
import { methodColor } from '../theme.ts';
import { useLab, useLabShallow } from '../useLab.ts';

const lowest = 0.25;
const highest = 4;
/** Slider positions −100..100 on a log scale; 0 is T = 1, so the raw value is easy to hit. */
const toPosition = (temperature: number) =>
  Math.round((Math.log(temperature) / Math.log(highest)) * 100);
const toTemperature = (position: number) => Number((highest ** (position / 100)).toPrecision(3));
const share = (temperature: number) =>
  (Math.log(Math.min(highest, Math.max(lowest, temperature)) / lowest) /
    Math.log(highest / lowest)) *
  100;

/** Where each method's own fitted temperature lies on the slider. */
function FittedTicks() {
  const methods = useLabShallow(runMethods);
  const results = useLab((state) => state.results);
  return (
    <div className="fitted" aria-hidden="true">
      {methods.map(({ id, label, style }) => {
        const temperature = results[id]?.temperature;
        if (temperature === undefined) return null;
        return (
          <i
            key={id}
            title={`${label}: T* ${formatNumber(temperature)}`}
            style={{ left: `${share(temperature)}%`, background: methodColor(style.hue) }}
          />
        );
      })}
    </div>
  );
}

function TemperatureKnob() {
  const temperature = useLab((state) => state.knobs.temperature);
  const setTemperature = useLab((state) => state.setTemperature);
  const own = temperature === 'own';
  return (
    <div className="knob">
      <label htmlFor="knob-t">
        Temperature <b>{own ? 'each its own T*' : formatNumber(temperature)}</b>
      </label>
      <div className="slider">
        <input
          id="knob-t"
          type="range"
          min={-100}
          max={100}
          step={1}
          value={own ? 0 : toPosition(temperature)}
          data-off={own}
          aria-valuetext={own ? 'each method at its own' : formatNumber(temperature)}
          onChange={(event) => setTemperature(toTemperature(event.target.valueAsNumber))}
        />
        <FittedTicks />
      </div>
      <fieldset className="segments" aria-label="Temperature">
        <button type="button" aria-pressed={temperature === 1} onClick={() => setTemperature(1)}>
          Raw, T = 1
        </button>
        <button type="button" aria-pressed={own} onClick={() => setTemperature('own')}>
          Each at its own T*
        </button>
      </fieldset>
      <p className="help">
        Divides the logits: above 1 softens. Accuracy cannot change. Ticks: T* fitted on ID
        validation.
      </p>
    </div>
  );
}

function AlphaKnob() {
  const { alpha, evaluating } = useLab((state) => state.knobs);
  const setAlpha = useLab((state) => state.setAlpha);
  const views = useLabShallow((state) =>
    runMethods(state).filter(({ kind }) => kind === 'interpolation'),
  );
  const stale = useLab((state) =>
    views.some(({ id }) => isStaleAlpha(state.results[id], state.knobs)),
  );
  const active = useLab((state) => state.run?.activeSince !== null && state.run !== null);
  const any = useLab((state) => views.some(({ id }) => state.results[id] !== undefined));
  const say = () => {
    if (views.length === 0) return 'No weight-mixing view in this race.';
    if (evaluating) return 'Evaluating…';
    if (active) return 'Answered when the race ends, or when you move it while paused.';
    return any && !stale ? 'Exact at this α.' : 'Move it to mix the weights where the race stands.';
  };
  return (
    <div className="knob">
      <label htmlFor="knob-a">
        Mix α <b>{formatNumber(alpha)}</b>
      </label>
      <div className="slider">
        <input
          id="knob-a"
          type="range"
          min={0}
          max={1}
          step={0.05}
          value={alpha}
          disabled={views.length === 0}
          onChange={(event) => setAlpha(event.target.valueAsNumber)}
        />
        <div className="ends" aria-hidden="true">
          <span>pretrained</span>
          <span>fine-tuned</span>
        </div>
      </div>
      <p className="help" aria-live="polite">
        {say()}
      </p>
    </div>
  );
}

function BinsKnob() {
  const { binCount, binning } = useLab((state) => state.knobs);
  const setBins = useLab((state) => state.setBins);
  return (
    <div className="knob bins">
      <fieldset className="segments" aria-label="Bins">
        <span className="segments-label">Bins</span>
        {[5, 10, 15, 20].map((count) => (
          <button
            key={count}
            type="button"
            aria-pressed={binCount === count}
            onClick={() => setBins(count, binning)}
          >
            {count}
          </button>
        ))}
      </fieldset>
      <fieldset className="segments" aria-label="Binning">
        {(['width', 'mass'] as const).map((kind) => (
          <button
            key={kind}
            type="button"
            aria-pressed={binning === kind}
            onClick={() => setBins(binCount, kind)}
          >
            equal {kind}
          </button>
        ))}
      </fieldset>
    </div>
  );
}

/** Live views on stored logits and weights: nothing here trains. */
export function Knobs() {
  return (
    <section className="panel knobs" aria-labelledby="knobs-title">
      <div className="panel-head">
        <h2 id="knobs-title">Look again</h2>
        <span className="muted">live, nothing is retrained</span>
      </div>
      <div className="knob-row">
        <TemperatureKnob />
        <AlphaKnob />
      </div>
      <BinsKnob />
    </section>
  );
}
