import type { PixelNormalisation } from '../data/dataset.ts';
import { fetchText } from '../io/fetchCached.ts';
import { fetchFiles, type Progress } from '../io/fetchFiles.ts';
import { parseSafetensors, scanNonFinite, toFloat32 } from '../io/safetensors.ts';
import type { ClipModel } from '../model/clip.ts';
import { createClip } from '../model/createClip.ts';
import { parseModelManifest, preprocessorFileOf } from '../model/modelManifest.ts';
import { parseClipConfig } from '../model/parseClipConfig.ts';
import { parsePreprocessor } from '../model/parsePreprocessor.ts';
import { models } from '../model/registry.ts';
import { parseTokenizer, type Tokenizer } from '../model/tokenizer.ts';
import { LabError } from '../protocol/labError.ts';

export interface LoadedModel {
  readonly id: string;
  readonly label: string;
  readonly model: ClipModel;
  readonly tokenizer: Tokenizer;
  readonly normalisation: PixelNormalisation;
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

/** Downloads (or takes from the cache), verifies and builds a CLIP with its tokenizer. */
export async function loadModel(
  id: string,
  baseUrl: string,
  progress: Progress,
  onFetched: () => void,
): Promise<LoadedModel> {
  const folder = folderOf('model', id, models, baseUrl);
  const manifest = parseModelManifest(await fetchText(new URL('manifest.json', folder).href));
  const files = await fetchFiles(folder, manifest.files, progress);
  onFetched();
  const text = (name: string) => new TextDecoder().decode(files.get(name));
  const config = parseClipConfig(text('config.json'));
  const tokenizer = parseTokenizer(text('tokenizer.json'));
  const preprocessor = preprocessorFileOf(manifest.files)!;
  const { size, ...normalisation } = parsePreprocessor(text(preprocessor), preprocessor);
  if (size !== config.vision.imageSize || tokenizer.vocabSize > config.text.vocabSize) {
    throw new LabError(
      'model-mismatch',
      `The files of ${manifest.label} do not belong together: images of ${size} px for a ${config.vision.imageSize} px tower, ${tokenizer.vocabSize} tokens for ${config.text.vocabSize} embeddings.`,
      'Take all files of a model from one place.',
    );
  }
  const { tensors } = parseSafetensors(files.get('model.safetensors')!);
  const weights = new Map(
    [...tensors].map(([name, entry]) => [name, { shape: entry.shape, data: toFloat32(entry) }]),
  );
  const broken = scanNonFinite(weights);
  if (broken.length > 0) {
    throw new LabError(
      'non-finite-weights',
      `${manifest.label} holds NaN or infinite numbers in ${broken.slice(0, 5).join(', ')}.`,
      'Download the model again or use another checkpoint.',
    );
  }
  const model = createClip(config, weights, tokenizer.eosTokenId);
  return { id, label: manifest.label, model, tokenizer, normalisation };
}
