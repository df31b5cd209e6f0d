import type { ClipModel } from '../model/clip.ts';
import { type Preparation, prepareKernels } from '../ops/prepareKernels.ts';
import * as tf from '../ops/tf.ts';
import { LabError } from '../protocol/labError.ts';
import type { Lab } from './lab.ts';
import { promptBankFrom } from './promptBank.ts';
import { uploadImages } from './upload.ts';

/**
 * Lets a model just loaded answer once, one image of the train split against one class name, before
 * anyone relies on it: numbers that are finite each on their own can still overflow together.
 *
 * @param what stands before the message: the model's name or the file's
 * @param hear hears of kernels that are compiled for it
 * @throws LabError 'non-finite-logits'
 */
export async function checkFirstPass(
  model: ClipModel,
  lab: Lab,
  what: string,
  hear: (progress: Preparation) => void = () => {},
): Promise<void> {
  const { dataset, tokenise } = lab;
  const { imageSize, splits } = dataset;
  const train = splits.find(({ role }) => role === 'train') ?? splits[0]!;
  const pixels = train.pixels.subarray(0, imageSize * imageSize * 3);
  const bank = promptBankFrom(tokenise(['{}']), dataset.classNames.length, 1);
  const answer = () =>
    tf.tidy(() => {
      const image = model.encodeImages(uploadImages(pixels, 1, lab));
      return tf.mul(
        tf.matMul(image, model.encodeTexts(bank.take([0])), false, true),
        model.logitScale(),
      );
    });
  for await (const progress of prepareKernels(() => answer().dispose())) hear(progress);
  const logits = answer();
  const [logit] = await logits.data<'float32'>();
  logits.dispose();
  if (Number.isFinite(logit)) return;
  throw new LabError(
    'non-finite-logits',
    `${what} answers its first image with ${logit}, not with a number that can be compared.`,
    'Its weights are damaged, or belong to another configuration. Use another checkpoint.',
  );
}
