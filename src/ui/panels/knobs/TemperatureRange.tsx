import { formatNumber } from '../../format.ts';
import { useLab } from '../../useLab.ts';
import { toPosition, toTemperature } from './temperatureScale.ts';
import { temperature as words } from './words.ts';

/** The slider of the temperature, logarithmic, T = 1 in the middle. */
export function TemperatureRange({ id, describedBy }: { id: string; describedBy?: string }) {
  const temperature = useLab((state) => state.knobs.temperature);
  const setTemperature = useLab((state) => state.setTemperature);
  const own = temperature === 'own';
  return (
    <input
      id={id}
      type="range"
      min={-100}
      max={100}
      step={1}
      value={own ? 0 : toPosition(temperature)}
      data-off={own}
      aria-valuetext={own ? words.ownShort : formatNumber(temperature)}
      aria-describedby={describedBy}
      onChange={(event) => setTemperature(toTemperature(event.target.valueAsNumber))}
    />
  );
}
