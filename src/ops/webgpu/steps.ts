import { numberCount } from '../shapes.ts';
import type * as tf from '../tf.ts';
import { allocate, type BufferView, claim, type WebgpuBackend } from './backend.ts';
import type { Device } from './current.ts';
import { gradientTarget, together } from './gradientSlots.ts';
import {
  CHUNK_ROWS,
  chunkSumKernel,
  columnGroups,
  layerNormGradientKernel,
  layerNormGroups,
  layerNormKernel,
} from './layerNormKernels.ts';
import { matMulGrid, matMulKernel } from './matMulKernel.ts';
import type { Product, Tile } from './product.ts';
import { kindOf } from './tiles.ts';
import type { Kernel } from './wgsl.ts';

export type Placed = tf.TensorInfo | BufferView;

/** Kernels by tile and product; texts and keys are built once. */
const products = new WeakMap<Tile, Map<string, Kernel>>();

function kernelsOf(tile: Tile): Map<string, Kernel> {
  const known = products.get(tile);
  if (known) return known;
  const made = new Map<string, Kernel>();
  products.set(tile, made);
  return made;
}

/** Steps of which ops are made: allocations and dispatches that belong together. */
export class Steps {
  readonly backend: WebgpuBackend;
  readonly device: Device;
  /** What only this op needs, given back when it is done. */
  readonly #scratch: BufferView[] = [];

  constructor(backend: WebgpuBackend, device: Device) {
    this.backend = backend;
    this.device = device;
  }

  allocate(...shape: number[]): tf.TensorInfo {
    return allocate(this.backend, shape);
  }

  scratch(...shape: number[]): BufferView {
    const view = this.device.scratch.take(4 * numberCount(shape));
    this.#scratch.push(view);
    return view;
  }

  /** Gives back what was taken; later dispatches may write there, after those of this op. */
  done(): void {
    for (const view of this.#scratch.splice(0)) this.device.scratch.give(view);
  }

  target(weight: tf.TensorInfo): tf.TensorInfo {
    return gradientTarget(this.backend, weight);
  }

  /** @param tensors C, A, B, then scale, bias, aux and second output where the product has them */
  multiply(product: Product, rows: number, tensors: readonly Placed[]): void {
    const { recorder, tiles } = this.device;
    const tile = tiles[kindOf(product, rows)];
    const kernels = kernelsOf(tile);
    const { mode, K, N, aStride, aOffset, cStride, cOffset, epilogue = {}, sums } = product;
    const { scale, bias, gelu, keep, geluGradient, residual } = epilogue;
    const extras = [scale, bias, gelu, keep, geluGradient, residual]
      .map(Boolean)
      .map(Number)
      .join('');
    const key = `${mode} ${K} ${N} ${aStride} ${aOffset} ${cStride} ${cOffset} ${extras} ${sums}`;
    let kernel = kernels.get(key);
    if (!kernel) {
      kernel = matMulKernel(product, tile);
      kernels.set(key, kernel);
    }
    recorder.run(kernel, tensors, [rows], matMulGrid(product, tile, rows));
  }

  /**
   * Layers of one input side by side: out[R, ΣO] = x·[W₁; W₂; …]ᵀ + biases, in one product where the
   * weights lie together.
   */
  project(
    out: Placed,
    x: Placed,
    weights: readonly tf.TensorInfo[],
    biases: readonly tf.TensorInfo[],
    rows: number,
  ): void {
    const [O, K] = weights[0]!.shape as [number, number];
    const N = O * weights.length;
    const [weight, bias] = [weights, biases].map((all) => together(this.backend, all));
    if (weight && bias) {
      const product: Product = { mode: 'NT', K, N, epilogue: { bias: true } };
      this.multiply(product, rows, [out, x, weight, bias]);
      return;
    }
    weights.forEach((each, i) => {
      const product: Product = {
        mode: 'NT',
        K,
        N: O,
        cStride: N,
        cOffset: i * O,
        epilogue: { bias: true },
      };
      this.multiply(product, rows, [out, x, each, biases[i]!]);
    });
  }

  /** Gradient of the input of `project`. @param dy [R, ΣO]  @param dx [R, K] */
  projectGradient(dx: Placed, dy: Placed, weights: readonly tf.TensorInfo[], rows: number): void {
    const [O, K] = weights[0]!.shape as [number, number];
    const all = O * weights.length;
    const weight = together(this.backend, weights);
    if (weight) {
      this.multiply({ mode: 'NN', K: all, N: K }, rows, [dx, dy, weight]);
      return;
    }
    let sum: Placed | null = null;
    weights.forEach((each, i) => {
      const last = i === weights.length - 1;
      const to = last ? dx : this.scratch(rows, K);
      const epilogue = sum ? { residual: true } : {};
      const product: Product = { mode: 'NN', K: O, N: K, aStride: all, aOffset: i * O, epilogue };
      this.multiply(product, rows, [to, dy, each, ...(sum ? [sum] : [])]);
      sum = to;
    });
  }

  /**
   * Gradients of the weights and biases of `project`.
   * @returns those of the weights, then those of the biases
   */
  weightGradients(
    x: Placed,
    dy: Placed,
    weights: readonly tf.TensorInfo[],
    biases: readonly tf.TensorInfo[],
    rows: number,
  ): tf.TensorInfo[] {
    const [O, N] = weights[0]!.shape as [number, number];
    const all = O * weights.length;
    const dWeights = weights.map((weight) => this.target(weight));
    const dBiases = biases.map((bias) => this.target(bias));
    const sums = biases.length > 0;
    const dWeight = together(this.backend, dWeights);
    const dBias = sums ? together(this.backend, dBiases) : null;
    if (dWeight && (dBias || !sums)) {
      this.multiply({ mode: 'TN', K: all, N, sums }, rows, [
        dWeight,
        dy,
        x,
        ...(dBias ? [dBias] : []),
      ]);
    } else {
      weights.forEach((_, i) => {
        const product: Product = { mode: 'TN', K: O, N, aStride: all, aOffset: i * O, sums };
        this.multiply(product, rows, [dWeights[i]!, dy, x, ...(sums ? [dBiases[i]!] : [])]);
      });
    }
    // A view over several does not say whose numbers have changed.
    for (const gradient of [...dWeights, ...dBiases]) claim(this.backend, gradient);
    return [...dWeights, ...dBiases];
  }

  /** @param y [R, W], and `stats` [R, 2] */
  norm(
    [y, stats]: readonly [Placed, Placed],
    x: Placed,
    [gain, shift]: readonly [tf.TensorInfo, tf.TensorInfo],
    rows: number,
    eps: number,
  ): void {
    const width = gain.shape[0]!;
    const { recorder, abilities } = this.device;
    recorder.run(
      layerNormKernel(width, eps, abilities),
      [y, stats, x, gain, shift],
      [rows],
      layerNormGroups(rows, width, abilities),
    );
  }

  /**
   * @param dx written; `residual` is added to it
   * @returns dGain and dShift; and, where asked for `again`, what the norm gave: [R, W]
   */
  normGradient(
    dx: Placed,
    dy: Placed,
    x: Placed,
    stats: tf.TensorInfo,
    [gain, shift]: readonly [tf.TensorInfo, tf.TensorInfo],
    rows: number,
    { residual = null, again = false }: { residual?: Placed | null; again?: boolean } = {},
  ): { readonly gradients: [tf.TensorInfo, tf.TensorInfo]; readonly normed: BufferView } {
    const width = gain.shape[0]!;
    const { recorder, abilities } = this.device;
    const chunks = Math.ceil(rows / CHUNK_ROWS);
    // Parts of buffers begin at multiples of 64 numbers.
    const start = Math.ceil((2 * chunks * width) / 64) * 64;
    const parts = this.scratch(start + (again ? rows * width : 0));
    const own = layerNormGroups(rows, width, abilities);
    recorder.run(
      layerNormGradientKernel(width, { residual: residual !== null, again }, abilities),
      [
        ...[dx, parts, dy, x, stats, gain],
        ...(again ? [shift] : []),
        ...(residual ? [residual] : []),
      ],
      [rows, own, chunks, start / 4],
      own + columnGroups(chunks, width),
    );
    const [dGain, dShift] = [this.target(gain), this.target(shift)];
    recorder.run(chunkSumKernel(width), [dGain, dShift, parts], [chunks], columnGroups(1, width));
    const normed = { buffer: parts.buffer, offset: 4 * start, size: 4 * rows * width };
    return { gradients: [dGain, dShift], normed };
  }
}
