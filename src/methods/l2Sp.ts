import { isVisionWeight } from '../model/weightNames.ts';
import { sumAll } from '../ops/sumAll.ts';
import * as tf from '../ops/tf.ts';
import { ft } from './ft.ts';
import { defineMethod, type MethodState } from './method.ts';
import { numberParam } from './params.ts';

interface L2SpState extends MethodState {
  /** The pretrained weights of the image encoder, by name. */
  readonly start: ReadonlyMap<string, tf.Tensor>;
}

/**
 * Half the squared distance of weights from where they began.
 *
 *   ½ · Σ (θ − θ₀)²
 *
 * @returns scalar ≥ 0; 0 at the start. Gradient θ − θ₀
 */
export function halfSquaredDistance(
  weights: ReadonlyMap<string, tf.Tensor>,
  start: ReadonlyMap<string, tf.Tensor>,
): tf.Scalar {
  const parts = [...start].map(([name, from]) =>
    tf.reshape(sumAll(tf.squaredDifference(weights.get(name)!, from)), [1]),
  );
  // Not addN: WebGPU binds all its operands at once, and a stage has room for eight.
  return tf.mul(sumAll(tf.concat(parts)), 0.5);
}

/**
 * L2-SP: standard fine-tuning whose image encoder is pulled back towards the pretrained one,
 * L = CE + β·½‖θ − θ₀‖². The head keeps its ordinary decay.
 */
export const l2Sp = defineMethod<L2SpState>({
  ...ft,
  id: 'l2-sp',
  label: 'L2-SP',
  summary: 'Standard fine-tuning on a spring: the encoder is pulled back to where it began.',
  source: 'Li et al. 2018, arXiv:1802.01483',
  params: {
    ...ft.params,
    pull: {
      kind: 'number',
      label: 'Pull β',
      help: 'Weight of the distance from the pretrained encoder. Usual: 0.001 to 0.1.',
      default: 0.01,
      min: 0,
      max: 10,
      step: 0.001,
    },
  },
  style: { hue: 6, marker: 'cross', open: false, dashed: false },
  paper: undefined,
  inDefaultRace: false,
  setup: (context) => {
    const base = ft.setup!(context);
    const weights = [...context.model.variables].filter(([name]) => isVisionWeight(name));
    const start = new Map(weights.map(([name, v]) => [name, tf.tidy(() => tf.mul(v, 1))]));
    return {
      ...base,
      start,
      dispose() {
        base.dispose();
        tf.dispose([...start.values()]);
      },
    };
  },
  lossParts: (step) => {
    const distance = halfSquaredDistance(step.model.variables, step.state.start);
    return { ...ft.lossParts(step), distance: tf.mul(distance, numberParam(step.params, 'pull')) };
  },
});
