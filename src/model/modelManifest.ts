import {
  type Manifest,
  manifestEntries,
  type RefuseManifest,
  readManifest,
} from '../io/manifestFields.ts';
import { object } from '../io/schema.ts';
import { LabError } from '../protocol/labError.ts';

/** What a checkpoint in Hugging Face layout must bring, beside one of the preprocessor's files. */
export const modelFileNames = ['config.json', 'model.safetensors', 'tokenizer.json'] as const;

/** What is done to images, as an image processor saves it, and as transformers 5 does with a whole processor. */
export const preprocessorFileNames = ['preprocessor_config.json', 'processor_config.json'] as const;

/** Which of the two a model has; undefined for none. */
export const preprocessorFileOf = (files: readonly { readonly path: string }[]) =>
  preprocessorFileNames.find((name) => files.some(({ path }) => path === name));

const modelSchema = object(manifestEntries);

const refuse: RefuseManifest = (problem) => {
  throw new LabError(
    'model-manifest-invalid',
    `The model's manifest.json cannot be used: ${problem}.`,
    'Reload the page; if the message stays, the model folder is damaged and must be copied anew.',
  );
};

/**
 * Reads and checks a model's manifest.json: all four files of the Hugging Face layout, plain file
 * names, sizes and digests.
 * @throws LabError 'model-manifest-invalid' with the first problem found
 */
export function parseModelManifest(json: string): Manifest {
  const manifest = readManifest(json, () => modelSchema, refuse);
  const names = manifest.files.map(({ path }) => path);
  for (const name of modelFileNames) {
    if (!names.includes(name)) refuse(`files must list ${name}`);
  }
  const preprocessors = preprocessorFileNames.filter((name) => names.includes(name));
  if (preprocessors.length !== 1) {
    const wanted = preprocessorFileNames.join(' and ');
    refuse(`files must list one of ${wanted}, not ${preprocessors.length}`);
  }
  return manifest;
}
