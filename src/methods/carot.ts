import { defineMethod } from './method.ts';
import { contrastivePart, distillationPart } from './pairParts.ts';
import { labelSmoothing, numberParam, samePairs } from './params.ts';

/**
 * CaRot as the workshop slides give it: the contrastive loss, smoothed if asked, plus λ·L_MKD, KL in both
 * directions between the image-text similarity matrices of an EMA teacher and the student. The
 * teacher's rows act as data-dependent label smoothing.
 */
export const carot = defineMethod({
  id: 'carot',
  label: 'CaRot',
  kind: 'trained',
  summary: 'FLYP taught by a slowly moving average of itself.',
  source: 'Oh et al. 2023, arXiv:2311.01723v1 (workshop version)',
  params: {
    labelSmoothing: labelSmoothing(0, 'batch'),
    distillWeight: {
      kind: 'number',
      label: 'Distillation λ',
      help: 'Weight of the KL between teacher and student. The workshop paper does not give it; the NeurIPS version uses 1.5, and so does the lab.',
      default: 1.5,
      min: 0,
      max: 10,
      step: 0.1,
    },
    emaMomentum: {
      kind: 'number',
      label: 'Teacher momentum',
      help: 'Share of the old teacher kept at each update. Usual at every step: 0.99 to 0.999.',
      default: 0.99,
      min: 0,
      max: 1,
      step: 0.001,
    },
    emaEvery: {
      kind: 'number',
      label: 'Steps between teacher updates',
      help: 'The released code updates every 500 of 25,030 steps; the lab at every step.',
      default: 1,
      min: 1,
      max: 1000,
      step: 1,
    },
    samePairs,
  },
  style: { hue: 4, marker: 'star', open: false, dashed: false },
  paper: {
    idAcc: 0.8319,
    oodAcc: 0.6197,
    idEce: 0.0395,
    oodEce: 0.1093,
    idEceTs: 0.038,
    oodEceTs: 0.098,
  },
  inDefaultRace: true,
  encodes: 'pairs',
  teacher: (params) => ({
    every: numberParam(params, 'emaEvery'),
    schedule: { kind: 'constant', momentum: numberParam(params, 'emaMomentum') },
  }),
  lossParts: (step) => ({
    contrastive: contrastivePart(step),
    distillation: distillationPart(step),
  }),
});
