import { isTrained, type RegistryEntry } from '../../methods/registry.ts';
import type { RunConfig } from '../../protocol/runConfig.ts';
import { batchSource } from '../batchSource.ts';
import type { Lab } from '../lab.ts';
import { microBatchFor } from '../preflight.ts';
import { raceStart } from '../raceStart.ts';
import { keptWeights } from './keptLane.ts';
import { setupState } from './lane.ts';
import { demandFit, type LaneWeights } from './laneFile.ts';

/**
 * Refuses kept weights of which no race could be made, before another race is let go for them. Nothing
 * of a model's size is built: the pretrained one lends its shapes.
 * @throws LabError, DatasetError as `Race` would
 */
export function checkKept(
  config: RunConfig,
  lab: Lab,
  entryOf: (methodId: string) => RegistryEntry,
  kept: ReadonlyMap<string, LaneWeights>,
): void {
  const { pretrained: model } = lab;
  batchSource(config, lab);
  microBatchFor(model.config, config.batchSize, lab.limits);
  const start = raceStart(config, lab);
  try {
    for (const { methodId, params } of config.lanes) {
      const method = entryOf(methodId);
      if (method.kind === 'reference' || method.kind === 'combination') continue;
      const weights = keptWeights(method, kept);
      // An import brings what it has; its file was checked when it was read.
      if (!isTrained(method)) continue;
      const state = setupState(method, model, params, start);
      const { variables } = state;
      const isFrozen = method.teacher === 'frozen';
      const teacher = method.teacher
        ? { isFrozen, model, variables, numbers: { pretrainedWeight: 1 } }
        : null;
      try {
        demandFit({ method, model, state, teacher }, weights);
      } finally {
        state.dispose();
      }
    }
  } finally {
    start.dispose();
  }
}
