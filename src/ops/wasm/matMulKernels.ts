import { numberCount } from '../shapes.ts';
import type * as tf from '../tf.ts';
import { slicedMatMul } from './slicedMatMul.ts';
import type { KernelCall, WasmBackend, WasmKernel } from './wasmHeap.ts';

/** Multiplications per matrix below which the backend's scalar loop beats the detour (measured). */
const SMALL = 8192;

interface Operands {
  readonly a: tf.TensorInfo;
  readonly b: tf.TensorInfo;
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/**
 * Matmul kernels for the WASM backend that reach XNNPACK for every shape training needs. The
 * backend itself takes XNNPACK only for one pair of untransposed matrices; transposed ones (every
 * gradient) and batches (attention) go through a scalar loop some 15 times slower. Here operands
 * are transposed first and batches are cut into slices.
 *
 * @param stock     the backend's own BatchMatMul
 * @param stockFused its _FusedMatMul
 * @param transpose its Transpose
 */
export function matMulKernels(
  stock: WasmKernel,
  stockFused: WasmKernel,
  transpose: WasmKernel,
): { batchMatMul: WasmKernel; fusedMatMul: WasmKernel } {
  const swap = (backend: WasmBackend, x: tf.TensorInfo): tf.TensorInfo => {
    const rank = x.shape.length;
    const perm = [...Array(rank - 2).keys(), rank - 1, rank - 2];
    return transpose({ inputs: { x }, attrs: { perm }, backend }) as tf.TensorInfo;
  };

  const plain = (backend: WasmBackend, a: tf.TensorInfo, b: tf.TensorInfo): tf.TensorInfo => {
    const batch = a.shape.slice(0, -2);
    if (numberCount(batch) === 1) {
      const attrs = { transposeA: false, transposeB: false };
      return stock({ inputs: { a, b }, attrs, backend }) as tf.TensorInfo;
    }
    return slicedMatMul(backend, a, b, [...batch, a.shape.at(-2)!, b.shape.at(-1)!]);
  };

  const multiply = (backend: WasmBackend, { a, b, transposeA, transposeB }: Operands) => {
    // Aᵀ·B = (Bᵀ·A)ᵀ. XNNPACK packs its right operand, some four times the price of a transpose per
    // number, so the smaller one goes there.
    if (transposeA && !transposeB && b.shape.at(-1)! > a.shape.at(-1)!) {
      const bT = swap(backend, b);
      const outT = plain(backend, bT, a);
      const out = swap(backend, outT);
      for (const t of [bT, outT]) backend.disposeData(t.dataId);
      return out;
    }
    const left = transposeA ? swap(backend, a) : a;
    const right = transposeB ? swap(backend, b) : b;
    const out = plain(backend, left, right);
    if (transposeA) backend.disposeData(left.dataId);
    if (transposeB) backend.disposeData(right.dataId);
    return out;
  };

  const batchMatMul: WasmKernel = (call) => {
    const operands = operandsOf(call);
    return worthwhile(operands) ? multiply(call.backend, operands) : stock(call);
  };

  // Small products too: the scalar loop of the stock kernel adds a bias to the wrong elements.
  const fusedMatMul: WasmKernel = ({ inputs, attrs, backend }) => {
    const { a, b } = inputs as { a: tf.TensorInfo; b: tf.TensorInfo };
    const left = attrs.transposeA ? swap(backend, a) : a;
    const right = attrs.transposeB ? swap(backend, b) : b;
    const out = stockFused({
      inputs: { ...inputs, a: left, b: right },
      attrs: { ...attrs, transposeA: false, transposeB: false },
      backend,
    });
    if (left !== a) backend.disposeData(left.dataId);
    if (right !== b) backend.disposeData(right.dataId);
    return out;
  };

  return { batchMatMul, fusedMatMul };
}

function operandsOf({ inputs, attrs }: KernelCall): Operands {
  return {
    a: inputs.a!,
    b: inputs.b!,
    transposeA: Boolean(attrs.transposeA),
    transposeB: Boolean(attrs.transposeB),
  };
}

/** Large enough, in floats, and not a batch against a single matrix. */
function worthwhile({ a, b, transposeA, transposeB }: Operands): boolean {
  const batchA = a.shape.slice(0, -2);
  const batchB = b.shape.slice(0, -2);
  const sameBatch =
    batchA.length === batchB.length && batchA.every((size, axis) => size === batchB[axis]);
  const rows = a.shape.at(transposeA ? -1 : -2)!;
  const inner = a.shape.at(transposeA ? -2 : -1)!;
  const columns = b.shape.at(transposeB ? -2 : -1)!;
  const single = numberCount(batchA) === 1 && numberCount(batchB) === 1;
  const onFastPathAlready = single && !transposeA && !transposeB;
  return (
    a.dtype === 'float32' &&
    b.dtype === 'float32' &&
    sameBatch &&
    !onFastPathAlready &&
    rows * inner * columns >= SMALL
  );
}
