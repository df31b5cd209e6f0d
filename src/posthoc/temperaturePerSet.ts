import type { Calibrator } from './calibrator.ts';
import { temperatureCalibrator } from './temperature.ts';

/** The best that one temperature can do on a set: fitted on its own labels, which nobody has in use. */
export const temperaturePerSetCalibrator: Calibrator = {
  ...temperatureCalibrator,
  id: 'temperaturePerSet',
  label: 'Temperature of each set',
  summary:
    'A temperature fitted on the labels of the very set it is measured on: a bound, no method.',
  oracle: true,
};
