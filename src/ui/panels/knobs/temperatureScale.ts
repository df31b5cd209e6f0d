export const lowest = 0.25;
export const highest = 4;

/** Slider positions −100..100 on a log scale; 0 is T = 1, so the raw value is easy to hit. */
export const toPosition = (temperature: number): number =>
  Math.round((Math.log(temperature) / Math.log(highest)) * 100);

/** Three significant digits of the temperature at a slider position. */
export const toTemperature = (position: number): number =>
  Number((highest ** (position / 100)).toPrecision(3));

/** Where a temperature lies on the slider, 0..1; what lies beyond its ends lies at them. */
export function shareOf(temperature: number): number {
  const clamped = Math.min(highest, Math.max(lowest, temperature));
  return Math.log(clamped / lowest) / Math.log(highest / lowest);
}
