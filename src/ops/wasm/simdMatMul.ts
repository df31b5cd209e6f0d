import { numberCount, sameSizes } from '../shapes.ts';
import type * as tf from '../tf.ts';
import { simdKernel } from './simdKernel.ts';
import type { WasmKernel } from './wasmHeap.ts';

/** Floats, batches of one size, and something to add up: what remains is the backend's. */
function isOurs(a: tf.TensorInfo, b: tf.TensorInfo): boolean {
  const floats = a.dtype === 'float32' && b.dtype === 'float32';
  return (
    floats && numberCount(a.shape) > 0 && sameSizes(a.shape.slice(0, -2), b.shape.slice(0, -2))
  );
}

/** Products of matrices, transposed or not, one after another where there is a batch of them. */
const multiply = simdKernel(({ inputs, attrs, kernels, at, make, addressOf, room }) => {
  const { a, b } = inputs as { a: tf.TensorInfo; b: tf.TensorInfo };
  const [transposeA, transposeB] = [Boolean(attrs.transposeA), Boolean(attrs.transposeB)];
  const batch = a.shape.slice(0, -2);
  const rows = a.shape.at(transposeA ? -1 : -2)!;
  const depth = a.shape.at(transposeA ? -2 : -1)!;
  const columns = b.shape.at(transposeB ? -2 : -1)!;
  const out = make([...batch, rows, columns]);
  const panels = room(kernels.panelLength(columns, depth));
  const flags = [Number(transposeA), Number(transposeB)];
  for (let i = 0; i < numberCount(batch); i++) {
    kernels.matMul(
      at('a') + 4 * i * rows * depth,
      at('b') + 4 * i * depth * columns,
      at('bias'),
      addressOf(out) + 4 * i * rows * columns,
      panels,
      rows,
      columns,
      depth,
      ...flags,
    );
  }
  return out;
});

/**
 * BatchMatMul and _FusedMatMul for every float product, with the loops of assembly/product.ts. The
 * backend itself takes XNNPACK only for one pair of untransposed matrices, a scalar loop else, and
 * that loop adds a bias to the wrong elements.
 *
 * @param stock the backend's own of the same name, for what is not ours
 */
export function simdMatMul(stock: WasmKernel): WasmKernel {
  return (call) => {
    const { inputs, attrs } = call;
    const [a, b] = [inputs.a!, inputs.b!];
    const { bias, preluActivationWeights } = inputs;
    const columns = b.shape.at(attrs.transposeB ? -2 : -1)!;
    const isPlain = (attrs.activation ?? 'linear') === 'linear' && !preluActivationWeights;
    const isRow = !bias || (numberCount(bias.shape) === columns && bias.shape.at(-1) === columns);
    return isPlain && isRow && isOurs(a, b) ? multiply(call) : stock(call);
  };
}
