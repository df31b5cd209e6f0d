import { chosenShift } from '../../../store/results/shiftRungs.ts';
import { useLab } from '../../useLab.ts';
import { corruption as words } from './words.ts';

/** A corruption of the ID test images, and how hard it is: students make the shift themselves. */
export function CorruptionKnob() {
  const shifts = useLab((state) => state.engine.catalogue?.shifts);
  const chosen = useLab(chosenShift);
  const severity = useLab((state) => state.shift.severity);
  const setShift = useLab((state) => state.setShift);
  if (!chosen || !shifts) {
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
        onChange={(event) => setShift({ severity: event.target.valueAsNumber })}
      />
      <select
        aria-label={words.choose}
        title={chosen.summary}
        value={chosen.id}
        onChange={(event) => setShift({ shiftId: event.target.value })}
      >
        {shifts.map(({ id, label }) => (
          <option key={id} value={id}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
}
