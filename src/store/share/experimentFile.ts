import { isSameAssets } from '../../protocol/assets.ts';
import { LabError } from '../../protocol/labError.ts';
import { toExperimentJson } from '../../results/exports/experimentJson.ts';
import { labVersion } from '../../results/exports/labVersion.ts';
import type { EngineSlice } from '../engine/state.ts';
import { setupProblems, toRunConfig } from '../run/setupSlice.ts';
import type { SetupSlice } from '../run/state.ts';
import type { KnobsSlice } from '../view/state.ts';
import type { NamedFile } from './state.ts';
import { words } from './words.ts';

/**
 * The race that the page is set to, for another machine. Part of the share panel, and loaded with it.
 * @throws LabError 'setup' for what Start would refuse, 'not-loaded' before its files are here
 */
export function experimentFile({
  engine: { catalogue, loaded },
  setup,
  knobs,
}: EngineSlice & SetupSlice & KnobsSlice): NamedFile {
  const ids = loaded && { modelId: loaded.model.id, datasetId: loaded.dataset.id };
  if (!catalogue || !loaded || !ids || !isSameAssets(ids, setup)) {
    throw new LabError('not-loaded', words.notLoaded.message, words.notLoaded.hint);
  }
  const config = toRunConfig(setup, catalogue, knobs.alpha);
  const problems = setupProblems(config, catalogue);
  if (problems.length > 0) throw new LabError('setup', problems.join(' '), '');
  const { dataset, model } = loaded;
  const file = toExperimentJson({ lab: labVersion, config, dataset, model });
  return { name: 'experiment.json', parts: [file] };
}
