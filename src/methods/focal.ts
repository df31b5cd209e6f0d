import { focalLoss } from '../losses/focal.ts';
import { oneHotTargets } from '../losses/targets.ts';
import { ft } from './ft.ts';
import { defineMethod } from './method.ts';
import { numberParam } from './params.ts';

/** Standard fine-tuning with the focal loss in place of cross-entropy, against over-confidence. */
export const focal = defineMethod({
  ...ft,
  id: 'focal',
  label: 'Focal loss',
  summary: 'Standard fine-tuning that counts an image the less the surer the model is of it.',
  source: 'Mukhoti et al. 2020, arXiv:2002.09437; Lin et al. 2017, arXiv:1708.02002',
  params: {
    gamma: {
      kind: 'number',
      label: 'Focus γ',
      help: 'How strongly sure images are discounted. 0 is cross-entropy; usual for calibration: 3.',
      default: 3,
      min: 0,
      max: 10,
      step: 0.5,
    },
  },
  style: { hue: 7, marker: 'square', open: false, dashed: false },
  paper: undefined,
  inDefaultRace: false,
  lossParts: ({ student: { logits }, labels, params }) => ({
    focal: focalLoss(logits, oneHotTargets(labels, logits.shape[1]), numberParam(params, 'gamma')),
  }),
});
