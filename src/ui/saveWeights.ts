import type { LabState } from '../store/labState.ts';
import { downloadFile } from './downloadFile.ts';

/** Hands over the weights of every lane of the race, a file each. */
export async function saveWeights({ raceWeightsFiles, reportError }: LabState): Promise<void> {
  try {
    for (const file of await raceWeightsFiles()) downloadFile(file);
  } catch (error) {
    reportError(error);
  }
}
