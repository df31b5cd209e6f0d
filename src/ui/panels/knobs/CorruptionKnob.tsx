import { chosenCorruption } from '../../../store/results/corruptionRungs.ts';
import { useLab } from '../../useLab.ts';
import { corruption as words } from './words.ts';

/** A corruption of the ID test images, and how hard it is: students make them worse themselves. */
export function CorruptionKnob() {
  const offered = useLab((state) => state.engine.catalogue?.corruptions);
  const chosen = useLab(chosenCorruption);
  const severity = useLab((state) => state.corruption.severity);
  const setCorruption = useLab((state) => state.setCorruption);
  if (!chosen || !offered) {
    return (
      <div className="knob line">
        <span className="name">{words.label}</span>
        <span className="muted">{words.none}</span>
      </div>
    );
  }
  const said = severity === 0 ? words.off : words.of(severity);
  return (
    <div className="knob line">
      <label htmlFor="knob-x" title={words.help}>
        {words.label} <kbd>X</kbd>
      </label>
      <output htmlFor="knob-x">{said}</output>
      <input
        id="knob-x"
        type="range"
        min={0}
        max={5}
        step={1}
        value={severity}
        aria-valuetext={`${chosen.label}, ${words.severity} ${said}`}
        onChange={(event) => setCorruption({ severity: event.target.valueAsNumber })}
      />
      <select
        aria-label={words.choose}
        title={chosen.summary}
        value={chosen.id}
        onChange={(event) => setCorruption({ shiftId: event.target.value })}
      >
        {offered.map(({ id, label }) => (
          <option key={id} value={id}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
}
