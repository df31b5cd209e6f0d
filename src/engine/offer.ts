import { datasets } from '../data/registry.ts';
import { shiftInfo, shifts } from '../data/shifts/registry.ts';
import { methodInfo, methods, type RegistryEntry } from '../methods/registry.ts';
import { models } from '../model/registry.ts';
import type { Catalogue } from '../protocol/catalogue.ts';
import { LabError } from '../protocol/labError.ts';
import type { RunConfig } from '../protocol/runConfig.ts';
import { type RunPurpose, validateRunConfig } from '../protocol/validateRunConfig.ts';

/** What the registries offer, as plain data. */
export const offer: Catalogue = {
  methods: methods.map(methodInfo),
  datasets,
  models,
  shifts: shifts.map(shiftInfo),
};

/** @throws LabError when no registered method has the id */
export function entryOf(id: string): RegistryEntry {
  const entry = methods.find((method) => method.id === id);
  if (entry) return entry;
  throw new LabError('unknown-method', `There is no method "${id}".`, 'Choose one of the list.');
}

/** Refuses a config that this engine could not run honestly. @throws ConfigError */
export const checkConfig = (config: RunConfig, purpose?: RunPurpose): void =>
  validateRunConfig(config, offer, purpose);
