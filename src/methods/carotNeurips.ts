import { crossNorm, orthogonalityPenalty } from '../losses/orthogonality.ts';
import * as tf from '../ops/tf.ts';
import { defineMethod } from './method.ts';
import { contrastivePart, distillationPart } from './pairParts.ts';
import { labelSmoothing, numberParam, samePairs } from './params.ts';

/** Momentum of the released schedule's first update and of all after the warm part. */
const releasedEnds = { source: 0.05, target: 0.9 };

const weight = (label: string, help: string, value: number) =>
  ({ kind: 'number', label, help, default: value, min: 0, max: 10, step: 0.05 }) as const;

/**
 * CaRot as published at NeurIPS 2024: contrastive loss, an orthogonality constraint on the visual
 * projection, and self-distillation from an EMA teacher on the released schedule.
 *
 *   L = L_C + λ_OC·‖W_v W_vᵀ − I‖_F + λ_SD·L_SD
 *
 * L_SD is shown as a KL (0 when student and teacher agree); the released code's cross-entropy has
 * the same gradient and is larger by the teacher's entropy.
 */
export const carotNeurips = defineMethod({
  id: 'carot-neurips',
  label: 'CaRot (NeurIPS)',
  kind: 'trained',
  summary: 'CaRot with an orthogonality constraint in place of label smoothing.',
  source: 'Oh et al. 2024, arXiv:2311.01723 (NeurIPS version and released code)',
  params: {
    orthogonalityWeight: weight('Orthogonality λ', 'Weight of ‖WᵥWᵥᵀ − I‖. Published: 0.2.', 0.2),
    distillWeight: weight(
      'Distillation λ',
      'Weight of the KL to the teacher. Published: 1.5.',
      1.5,
    ),
    crossNormWeight: weight(
      'Cross norm λ',
      'Weight of ‖WᵥᵀWₜ‖, in the released command line (0.05) but not in the printed objective.',
      0,
    ),
    labelSmoothing: labelSmoothing(0, 'batch'),
    emaUpdates: {
      kind: 'number',
      label: 'Teacher updates in a run',
      help: 'The released run makes 51 in 25,030 steps; scaled to the length of this run.',
      default: 50,
      min: 1,
      max: 1000,
      step: 1,
    },
    emaWarm: {
      kind: 'number',
      label: 'Warm part of the momentum',
      help: 'Share of the run in which the momentum grows from 0.05 to 0.9. Released: 0.2.',
      default: 0.2,
      min: 0,
      max: 1,
      step: 0.05,
    },
    samePairs,
  },
  style: { hue: 5, marker: 'pentagon', open: false, dashed: false },
  inDefaultRace: false,
  encodes: 'pairs',
  teacher: (params, totalSteps) => ({
    every: Math.max(1, Math.round(totalSteps / numberParam(params, 'emaUpdates'))),
    schedule: { kind: 'linear', ...releasedEnds, warm: numberParam(params, 'emaWarm') },
  }),
  lossParts: (step) => {
    const { model, params } = step;
    const visual = model.variables.get('visual_projection.weight') as tf.Tensor2D;
    const text = model.variables.get('text_projection.weight') as tf.Tensor2D;
    const weighted = (part: tf.Scalar, by: string): tf.Scalar =>
      tf.mul(part, numberParam(params, by));
    return {
      contrastive: contrastivePart(step),
      orthogonality: weighted(orthogonalityPenalty(visual), 'orthogonalityWeight'),
      distillation: distillationPart(step),
      ...(numberParam(params, 'crossNormWeight') > 0 && {
        crossNorm: weighted(crossNorm(visual, text), 'crossNormWeight'),
      }),
    };
  },
});
