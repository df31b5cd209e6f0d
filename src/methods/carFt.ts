import { distillationLoss } from '../losses/distillation.ts';
import * as tf from '../ops/tf.ts';
import { ft } from './ft.ts';
import { defineMethod, type MethodState } from './method.ts';
import { numberParam } from './params.ts';

interface CarFtState extends MethodState {
  /** [P, D] of the pretrained model, one row a template. */
  readonly contexts: tf.Tensor2D;
}

/**
 * How far the model's view of the context of images has moved from the pretrained one's.
 *
 *   (1/N) Σᵢ KL( softmax(s·u⁰ᵢ·Cᵀ) ‖ softmax(s·uᵢ·Cᵀ) )
 *
 * @param imageEmbeds [N, D] u, rows of length 1
 * @param pretrained  [N, D] u⁰, rows of length 1; no gradient
 * @param contexts    [P, D] C, rows of length 1; no gradient
 * @param scale       s = exp(logit_scale), scalar
 * @returns scalar, nats, ≥ 0; 0 at the start, and with a single context
 */
export function contextDivergence(
  imageEmbeds: tf.Tensor2D,
  pretrained: tf.Tensor2D,
  contexts: tf.Tensor2D,
  scale: tf.Scalar,
): tf.Scalar {
  const logits = (embeds: tf.Tensor2D) =>
    tf.mul(tf.matMul(embeds, contexts, false, true), scale) as tf.Tensor2D;
  return distillationLoss(logits(imageEmbeds), logits(pretrained));
}

/**
 * CAR-FT: standard fine-tuning that still tells the contexts of images (photo, drawing, …) apart as the
 * pretrained model does, L = CE + λ·KL of the softmax over the templates.
 */
export const carFt = defineMethod<CarFtState>({
  ...ft,
  id: 'car-ft',
  label: 'CAR-FT',
  summary: 'Standard fine-tuning that must go on seeing which prompt template suits an image.',
  source: 'Mao et al. 2022, arXiv:2211.16175',
  params: {
    ...ft.params,
    contextWeight: {
      kind: 'number',
      label: 'Context λ',
      help: 'Weight of the KL over the prompt templates. It acts as far as these differ for the model: with one, or with some that mean the same to it, the method is FT.',
      default: 1,
      min: 0,
      max: 100,
      step: 0.1,
    },
  },
  style: { hue: 6, marker: 'square', open: false, dashed: false },
  paper: undefined,
  inDefaultRace: false,
  teacher: 'frozen',
  setup: (context) => ({ ...ft.setup!(context), contexts: context.contexts }),
  lossParts: (step) => {
    const { student, teacher, model, state, params } = step;
    const divergence = contextDivergence(
      student.imageEmbeds,
      teacher!.imageEmbeds,
      state.contexts,
      model.logitScale(),
    );
    const context = tf.mul(divergence, numberParam(params, 'contextWeight'));
    return { ...ft.lossParts(step), context: context as tf.Scalar };
  },
});
