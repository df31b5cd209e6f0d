import {
  demand,
  ManifestFieldError,
  type ManifestFile,
  parseManifestJson,
  readFiles,
  readId,
  readInteger,
  readText,
} from '../io/manifestFields.ts';
import type { JsonObject } from '../io/parseJsonObject.ts';
import { LabError } from '../protocol/labError.ts';

/** manifest.json of a model folder. */
export interface ModelManifest {
  readonly format: 1;
  readonly id: string;
  readonly label: string;
  readonly version: string;
  /** SPDX expression for the weights. */
  readonly licence: string;
  /** Where the weights come from. */
  readonly source: string;
  readonly files: readonly ManifestFile[];
}

/** What a checkpoint in Hugging Face layout must bring, beside one of the preprocessor's files. */
export const modelFileNames = ['config.json', 'model.safetensors', 'tokenizer.json'] as const;

/** What is done to images, as an image processor saves it, and as transformers 5 does with a whole processor. */
export const preprocessorFileNames = ['preprocessor_config.json', 'processor_config.json'] as const;

/** Which of the two a model has; undefined for none. */
export const preprocessorFileOf = (files: readonly { readonly path: string }[]) =>
  preprocessorFileNames.find((name) => files.some(({ path }) => path === name));

function readManifest(root: JsonObject): ModelManifest {
  readInteger(root, 'format', [1, 1]);
  const files = readFiles(root);
  for (const name of modelFileNames) {
    const listed = files.some((file) => file.path === name);
    demand(listed, `files must list ${name}`);
  }
  const preprocessors = files.filter(({ path }) => /^(pre)?processor_config\.json$/.test(path));
  demand(
    preprocessors.length === 1,
    `files must list one of ${preprocessorFileNames.join(' and ')}, not ${preprocessors.length}`,
  );
  return {
    format: 1,
    id: readId(root, 'id'),
    label: readText(root, 'label'),
    version: readText(root, 'version'),
    licence: readText(root, 'licence'),
    source: readText(root, 'source'),
    files,
  };
}

/**
 * Reads and checks a model's manifest.json: all four files of the Hugging Face layout, plain file
 * names, sizes and digests.
 * @throws LabError 'model-manifest-invalid' with the first problem found
 */
export function parseModelManifest(json: string): ModelManifest {
  try {
    return readManifest(parseManifestJson(json));
  } catch (error) {
    if (!(error instanceof ManifestFieldError)) throw error;
    throw new LabError(
      'model-manifest-invalid',
      `The model's manifest.json cannot be used: ${error.message}.`,
      'Reload the page; if the message stays, the model folder is damaged and must be copied anew.',
    );
  }
}
