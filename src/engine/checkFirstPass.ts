import { normaliseImages } from '../data/normalise.ts';
import type { ClipModel } from '../model/clip.ts';
import * as tf from '../ops/tf.ts';
import { LabError } from '../protocol/labError.ts';
import type { Lab } from './lab.ts';
import { promptBankFrom } from './promptBank.ts';

/**
 * Lets a model just loaded answer once, one image of the train split against one class name, before
 * anyone relies on it: numbers that are finite each on their own can still overflow together.
 *
 * @param what stands before the message: the model's name or the file's
 * @throws LabError 'non-finite-logits'
 */
export async function checkFirstPass(model: ClipModel, lab: Lab, what: string): Promise<void> {
  const { dataset, normalisation, tokenise } = lab;
  const { imageSize, splits } = dataset;
  const train = splits.find(({ role }) => role === 'train') ?? splits[0]!;
  const pixels = normaliseImages(
    train.pixels.subarray(0, imageSize * imageSize * 3),
    normalisation,
  );
  const bank = promptBankFrom(tokenise(['{}']), dataset.classNames.length, 1);
  const logits = tf.tidy(() => {
    const image = model.encodeImages(tf.tensor4d(pixels, [1, imageSize, imageSize, 3]));
    return tf.mul(
      tf.matMul(image, model.encodeTexts(bank.take([0])), false, true),
      model.logitScale(),
    );
  });
  const [logit] = await logits.data<'float32'>();
  logits.dispose();
  if (Number.isFinite(logit)) return;
  throw new LabError(
    'non-finite-logits',
    `${what} answers its first image with ${logit}, not with a number that can be compared.`,
    'Its weights are damaged, or belong to another configuration. Use another checkpoint.',
  );
}
