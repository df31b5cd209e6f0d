import { softCrossEntropy } from '../losses/softCrossEntropy.ts';
import { oneHotTargets, smoothTargets } from '../losses/targets.ts';
import * as tf from '../ops/tf.ts';
import { ft } from './ft.ts';
import { defineMethod } from './method.ts';
import { numberParam } from './params.ts';

/**
 * Standard fine-tuning on images mixed in pairs, and on targets mixed alike: x̃ = λ·x + (1 − λ)·x′,
 * q̃ = λ·q + (1 − λ)·q′, one λ ~ Beta(α, α) a batch.
 */
export const mixup = defineMethod({
  ...ft,
  id: 'mixup',
  label: 'Mixup',
  summary: 'Standard fine-tuning on blends of two images with blended labels.',
  source: 'Zhang et al. 2018, arXiv:1710.09412',
  params: {
    ...ft.params,
    mixAlpha: {
      kind: 'number',
      label: 'Mixing α',
      help: 'Shape of Beta(α, α) that λ is drawn from: 0 mixes nothing, 1 makes every share as likely. Usual: 0.1 to 0.4.',
      default: 0.2,
      min: 0,
      max: 1,
      step: 0.05,
    },
  },
  style: { hue: 7, marker: 'diamond', open: false, dashed: false },
  paper: undefined,
  inDefaultRace: false,
  mixes: (params) => numberParam(params, 'mixAlpha'),
  lossParts: ({ student: { logits }, labels, mix, params }) => {
    const own = oneHotTargets(labels, logits.shape[1]);
    const hard = mix
      ? tf.add<tf.Tensor2D>(
          tf.mul(own, mix.share),
          tf.mul(oneHotTargets(mix.partnerLabels, logits.shape[1]), 1 - mix.share),
        )
      : own;
    const targets = smoothTargets(hard, numberParam(params, 'labelSmoothing'));
    return { crossEntropy: softCrossEntropy(logits, targets) };
  },
});
