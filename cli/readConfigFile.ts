import { readFileSync } from 'node:fs';
import { type ReadExperiment, readExperiment } from '../src/results/exports/readExperiment.ts';
import { UsageError } from './usageError.ts';

/** The settings in a file. @throws UsageError where it cannot be read; LabError for what it says */
export function readConfigFile(path: string): ReadExperiment {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new UsageError(`--config: ${path} cannot be read: ${(error as Error).message}`);
  }
  return readExperiment(value);
}
