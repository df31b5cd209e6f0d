import type { PixelNormalisation } from '../data/dataset.ts';
import { fetchText } from '../io/fetchCached.ts';
import { fetchFiles, type Progress } from '../io/fetchFiles.ts';
import type { Manifest } from '../io/manifestFields.ts';
import { parseSafetensors } from '../io/safetensors.ts';
import { checksum } from '../math/checksum.ts';
import { checkWeights } from '../model/checkWeights.ts';
import type { ClipModel } from '../model/clip.ts';
import { customCodeNotes } from '../model/configJson.ts';
import { createClip } from '../model/createClip.ts';
import { parseModelManifest, preprocessorFileOf } from '../model/modelManifest.ts';
import { parseClipConfig } from '../model/parseClipConfig.ts';
import { parsePreprocessor } from '../model/parsePreprocessor.ts';
import { models } from '../model/registry.ts';
import { leftOutNotes, takeWeights } from '../model/takeWeights.ts';
import { parseTokenizer, type Tokenizer } from '../model/tokenizer.ts';
import { weightShapes } from '../model/weightNames.ts';
import type { ModelPrint } from '../protocol/events.ts';
import { LabError } from '../protocol/labError.ts';
import type { DeviceLimits } from './deviceLimits.ts';
import { checkModelFits } from './preflight.ts';

export interface LoadedModel {
  readonly id: string;
  readonly label: string;
  readonly print: ModelPrint;
  readonly model: ClipModel;
  readonly tokenizer: Tokenizer;
  readonly normalisation: PixelNormalisation;
  /** What a person should know of its files. */
  readonly notes: readonly string[];
}

/** @throws LabError when no registered entry has the id */
export function folderOf(
  kind: string,
  id: string,
  entries: readonly { readonly id: string; readonly path: string }[],
  baseUrl: string,
): string {
  const path = entries.find((entry) => entry.id === id)?.path;
  if (path !== undefined) return new URL(`${path}/`, baseUrl).href;
  throw new LabError(`unknown-${kind}`, `There is no ${kind} "${id}".`, 'Choose one of the list.');
}

/** A file's text. @throws LabError if it is not UTF-8: a replaced letter would be another token */
function textOf(name: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new LabError(
      'not-utf-8',
      `${name} is not a text in UTF-8.`,
      'Save it as UTF-8, or download it again from its source.',
    );
  }
}

/** Files of a model in Hugging Face layout, by name. */
export type ModelFiles = ReadonlyMap<string, Uint8Array>;

/**
 * Builds a CLIP with its tokenizer.
 * @throws LabError for a file that cannot be used, or one that does not belong to the others
 */
export function buildModel(
  id: string,
  label: string,
  files: ModelFiles,
  limits: DeviceLimits,
): Omit<LoadedModel, 'print'> {
  const text = (name: string) => textOf(name, files.get(name)!);
  const preprocessor = preprocessorFileOf([...files.keys()].map((path) => ({ path })))!;
  const config = parseClipConfig(text('config.json'));
  checkModelFits(config, limits);
  const tokenizer = parseTokenizer(text('tokenizer.json'));
  const { size, ...normalisation } = parsePreprocessor(text(preprocessor), preprocessor);
  if (size !== config.vision.imageSize || tokenizer.vocabSize > config.text.vocabSize) {
    throw new LabError(
      'model-mismatch',
      `The files of ${label} do not belong together: images of ${size} px for a ${config.vision.imageSize} px tower, ${tokenizer.vocabSize} tokens for ${config.text.vocabSize} embeddings.`,
      'Take all files of a model from one place.',
    );
  }
  const { tensors } = parseSafetensors(files.get('model.safetensors')!);
  checkWeights(config, tensors);
  const { weights, leftOut } = takeWeights(weightShapes(config), tensors);
  const notes = [
    ...['config.json', preprocessor].flatMap((name) => customCodeNotes(text(name), name)),
    ...leftOutNotes('model.safetensors', leftOut),
  ];
  const model = createClip(config, weights, tokenizer.eosTokenId);
  return { id, label, model, tokenizer, normalisation, notes };
}

/** Changes with any file of the model, its tokenizer among them. */
function printOf({ version, files }: Manifest): ModelPrint {
  const lines = files.map(({ path, sha256 }) => `${path} ${sha256}`).sort();
  return { version, digest: checksum([new TextEncoder().encode(lines.join('\n'))]) };
}

/** Downloads (or takes from the cache), verifies and builds a CLIP with its tokenizer. */
export async function loadModel(
  id: string,
  baseUrl: string,
  limits: DeviceLimits,
  progress: Progress,
  onFetched: () => void,
): Promise<LoadedModel> {
  const folder = folderOf('model', id, models, baseUrl);
  const manifest = parseModelManifest(await fetchText(new URL('manifest.json', folder).href));
  const files = await fetchFiles(folder, manifest.files, progress);
  onFetched();
  return { ...buildModel(id, manifest.label, files, limits), print: printOf(manifest) };
}
