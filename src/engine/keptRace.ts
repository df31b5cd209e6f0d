import { methodInfo, methods, type RegistryEntry } from '../methods/registry.ts';
import type { RunWeights } from '../protocol/engineApi.ts';
import type { LoadedInfo, NotesEvent } from '../protocol/events.ts';
import { makeRunConfig, type RunConfig } from '../protocol/runConfig.ts';
import { checkFirstPass } from './checkFirstPass.ts';
import type { Lab } from './lab.ts';
import { checkKept } from './lane/checkKept.ts';
import { heldLane } from './lane/keptLane.ts';
import { readLane } from './lane/laneFile.ts';
import { checkConfig, entryOf, offer } from './offer.ts';
import { Race } from './race.ts';
import { readImport } from './readImport.ts';

/**
 * A race that was run before, from what `saveWeights` gave.
 * @param step where it stood, for weights that do not say
 * @returns what makes it, once the last race has made room
 * @throws ConfigError, LabError when config and weights do not fit this lab; nothing is then kept
 */
export function restoredRace(
  config: RunConfig,
  step: number,
  weights: RunWeights,
  lab: Lab,
): () => Race {
  checkConfig(config, 'restore');
  const kept = new Map(
    Object.entries(weights).map(([id, bytes]) => [id, readLane(entryOf(id), bytes, step)]),
  );
  checkKept(config, lab, entryOf, kept);
  return () => new Race(config, lab, entryOf, { kept });
}

/** The entry of the registry that weights out of a file stand under. */
function importedEntry(): RegistryEntry {
  const entry = methods.find(({ kind }) => kind === 'imported');
  if (!entry) throw new TypeError('The registry has no entry for imported weights');
  return entry;
}

/**
 * A race that is nothing but the weights of a file, under the default settings.
 * @param post takes what a person should know of the file
 * @returns what makes it, once the last race has made room
 * @throws LabError with the file's name and what is wrong; nothing is then kept
 */
export async function importedRace(
  fileName: string,
  bytes: Uint8Array,
  lab: Lab,
  { model, dataset }: LoadedInfo,
  post: (event: NotesEvent) => void,
): Promise<{ make: () => Race; methodId: string }> {
  const entry = importedEntry();
  const { weights, shownName, notes } = readImport(fileName, bytes, lab);
  const lane = heldLane(entry, lab.pretrained, weights);
  try {
    await checkFirstPass(lane.model, lab, shownName);
  } finally {
    lane.dispose();
  }
  const defaults = makeRunConfig([methodInfo(entry)], offer);
  const trainCount = dataset.splits.find(({ role }) => role === 'train')?.count ?? 0;
  const config: RunConfig = {
    ...defaults,
    modelId: model.id,
    datasetId: dataset.id,
    lanes: [{ methodId: entry.id, params: {} }],
    // Nothing is trained: batches need only be ones that could be drawn.
    batchSize: Math.min(defaults.batchSize, trainCount, dataset.classNames.length),
  };
  const kept = new Map([[entry.id, weights]]);
  checkKept(config, lab, entryOf, kept);
  if (notes.length > 0) post({ type: 'notes', notes });
  return { make: () => new Race(config, lab, entryOf, { kept }), methodId: entry.id };
}
