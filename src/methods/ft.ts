import { softCrossEntropy } from '../losses/softCrossEntropy.ts';
import { oneHotTargets, smoothTargets } from '../losses/targets.ts';
import { isVisionWeight } from '../model/weightNames.ts';
import { held } from '../ops/held.ts';
import * as tf from '../ops/tf.ts';
import { copyOf, variableOf } from '../ops/variables.ts';
import type { PaperRow } from '../protocol/catalogue.ts';
import { defineMethod } from './method.ts';
import { headNames, ownHead } from './ownHead.ts';
import { labelSmoothing, numberParam } from './params.ts';

interface FtVariant {
  readonly id: string;
  readonly label: string;
  readonly summary: string;
  readonly epsilon: number;
  readonly paper: PaperRow;
}

/**
 * Standard fine-tuning: cross-entropy over the C classes through a linear head on L2-normalised
 * image embeddings. The head starts as the zero-shot head (exp(logit_scale) is inside) with bias 0;
 * the image encoder, its projection and the head are trained, the text tower is not.
 *
 *   z = W·(f/‖f‖) + b        L = H(q, softmax z)     q = (1 − ε)·onehot + ε/C
 */
const fineTuning = ({ id, label, summary, epsilon, paper }: FtVariant) =>
  defineMethod({
    id,
    label,
    kind: 'trained',
    summary,
    source: 'Wortsman et al. 2022, arXiv:2109.01903 (head from prompts, end to end)',
    params: { labelSmoothing: labelSmoothing(epsilon, 'classes') },
    style: { hue: 1, marker: 'square', open: epsilon > 0, dashed: epsilon > 0 },
    paper,
    inDefaultRace: epsilon === 0,
    encodes: 'images',
    trains: isVisionWeight,
    head: ownHead,
    setup: ({ zeroShotHead, classCount }) => {
      return held((hold, dispose) => ({
        variables: new Map<string, tf.Variable>([
          [headNames.weight, hold(copyOf(zeroShotHead))],
          [headNames.bias, hold(variableOf(tf.zeros([classCount])))],
        ]),
        dispose,
      }));
    },
    lossParts: ({ student: { logits }, labels, params }) => {
      const hard = oneHotTargets(labels, logits.shape[1]);
      const targets = smoothTargets(hard, numberParam(params, 'labelSmoothing'));
      return { crossEntropy: softCrossEntropy(logits, targets) };
    },
  });

export const ft = fineTuning({
  id: 'ft',
  label: 'FT',
  summary: 'Standard fine-tuning: image encoder and head against the class labels.',
  epsilon: 0,
  paper: {
    idAcc: 0.8153,
    oodAcc: 0.575,
    idEce: 0.0884,
    oodEce: 0.2186,
    idEceTs: 0.0629,
    oodEceTs: 0.1629,
  },
});

export const ftLs = fineTuning({
  id: 'ft-ls',
  label: 'FT+LS',
  summary: 'Standard fine-tuning against smoothed labels.',
  epsilon: 0.02,
  paper: {
    idAcc: 0.8223,
    oodAcc: 0.5833,
    idEce: 0.046,
    oodEce: 0.1147,
    idEceTs: 0.0481,
    oodEceTs: 0.1282,
  },
});
