import * as tf from './tf.ts';

/** Gradient of each input with respect to the op's result, computed only where it is wanted. */
export type InputGradients<Name extends string> = Record<Name, () => tf.Tensor>;

type Backward = (dy: tf.Tensor, saved: tf.Tensor[]) => Record<string, () => tf.Tensor>;

/** Private in the types of TensorFlow.js 4.22.0, which package.json pins. */
interface EngineWithTape {
  isTapeOn(): boolean;
  addTapeNode(
    name: string,
    inputs: Readonly<Record<string, tf.Tensor>>,
    outputs: readonly tf.Tensor[],
    gradient: Backward,
    saved: readonly tf.Tensor[],
    attrs: object,
  ): void;
  readonly state: {
    /** The tape is off while it is above 0. */
    kernelDepth: number;
    readonly activeScope: { readonly id: number };
  };
}

const engine = () => tf.engine() as unknown as EngineWithTape;

/** Whether what is computed now will be asked for its gradient. */
export const isRecording = (): boolean => engine().isTapeOn();

/**
 * An op with a gradient of its own: like tf.customGrad, but the gradients are functions by input
 * name, and those of inputs that are not being trained are never called. (tf.customGrad computes
 * them all, which for a frozen weight or an input image is a wasted matmul.) Nor is every tensor that
 * is saved cloned first: what `forward` itself has made is taken over as it is.
 *
 * @param inputs  tensors the result depends on
 * @param forward computes the result, off the tape; `save` names what the gradient needs, once
 * @param backward (dy, saved) → a function per input
 */
export function customOp<Name extends string>(
  inputs: Record<Name, tf.Tensor>,
  forward: (save: (tensors: readonly tf.Tensor[]) => void) => tf.Tensor,
  backward: (dy: tf.Tensor, saved: tf.Tensor[]) => InputGradients<Name>,
): tf.Tensor {
  const { state } = engine();
  const isOnTape = isRecording();
  const saved: tf.Tensor[] = [];
  state.kernelDepth += 1;
  try {
    const result = tf.tidy(() => {
      let wanted: readonly tf.Tensor[] = [];
      const made = forward((tensors) => {
        wanted = tensors;
      });
      if (!isOnTape) return made;
      const scope = state.activeScope.id;
      for (const tensor of wanted) {
        // The result is the caller's, an input its owner's: of these the tape needs a hold of its own.
        const isOwn = tensor !== made && tensor.scopeId === scope;
        saved.push(tf.keep(isOwn ? tensor : tf.clone(tensor)));
      }
      return made;
    });
    if (isOnTape) engine().addTapeNode('customOp', inputs, [result], backward, saved, {});
    return result;
  } finally {
    state.kernelDepth -= 1;
  }
}
