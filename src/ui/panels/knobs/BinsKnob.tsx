import { binRange } from '../../../store/view/knobsSlice.ts';
import { useLab } from '../../useLab.ts';
import { bins as words } from './words.ts';

/** Into how many bins, and how, every diagram and ECE sorts its confidences. */
export function BinsKnob() {
  const binCount = useLab((state) => state.knobs.binCount);
  const binning = useLab((state) => state.knobs.binning);
  const setBins = useLab((state) => state.setBins);
  return (
    <div className="knob line">
      <label htmlFor="knob-b" title={words.help}>
        {words.label} <kbd>B</kbd>
      </label>
      <output htmlFor="knob-b">{binCount}</output>
      <input
        id="knob-b"
        type="range"
        min={binRange.fewest}
        max={binRange.most}
        step={1}
        value={binCount}
        onChange={(event) => setBins(event.target.valueAsNumber, binning)}
      />
      <fieldset className="segments" aria-label={words.binning}>
        {(['width', 'mass'] as const).map((kind) => (
          <button
            key={kind}
            type="button"
            aria-pressed={binning === kind}
            title={`${words.binning} ${words[kind]}`}
            onClick={() => setBins(binCount, kind)}
          >
            {words[kind]}
          </button>
        ))}
      </fieldset>
    </div>
  );
}
