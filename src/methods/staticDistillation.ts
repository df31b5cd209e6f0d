import { carot } from './carot.ts';
import { defineMethod } from './method.ts';

const { labelSmoothing, distillWeight, samePairs } = carot.params;

/**
 * CaRot whose teacher never moves: the contrastive loss plus λ·L_MKD from the pretrained model. What a
 * moving teacher adds is the difference between the two.
 */
export const staticDistillation = defineMethod({
  ...carot,
  id: 'static-sd',
  label: 'Static SD',
  summary: 'CaRot whose teacher stays the pretrained model: self-distillation that never moves on.',
  source: 'Oh et al. 2023, arXiv:2311.01723, L_MKD with a teacher momentum of 1',
  params: {
    labelSmoothing: labelSmoothing!,
    distillWeight: distillWeight!,
    samePairs: samePairs!,
  },
  style: { hue: 4, marker: 'circle', open: false, dashed: false },
  paper: undefined,
  inDefaultRace: false,
  teacher: 'frozen',
});
