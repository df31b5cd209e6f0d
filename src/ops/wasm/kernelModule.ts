import { plain, shared } from './assembly/blocks.ts?kernels';

/**
 * Our kernels, as the files of assembly/ export them that scripts/kernels.ts names. Addresses are bytes from the start of the heap, 0
 * where there is nothing; sizes are numbers of numbers. Each writes its outputs whole.
 */
export interface Kernels {
  setUp(control: number, thread: number): void;
  setHelpers(count: number): void;
  setScratch(at: number, bytesEach: number): void;
  /** Never returns: the life of a helper. */
  help(): void;
  controlBytes(): number;
  scratchBytes(): number;
  attentionScratch(queries: number, length: number, size: number): number;
  panelLength(columns: number, depth: number): number;
  normPartialLength(rows: number, width: number): number;
  columnPartialLength(rows: number, width: number): number;
  sumPartialLength(length: number): number;
  /** (a, b, bias, c, panels, rows, columns, depth, transposeA, transposeB) */
  matMul(...args: number[]): void;
  /** (x, gain, shift, y, moments, rows, width, eps) */
  layerNorm(...args: number[]): void;
  /** (dy, x, gain, moments, dx, dGain, dShift, partial, rows, width) */
  layerNormGradient(...args: number[]): void;
  /** (q, k, v, mask, its four strides, out, weights, batch, heads, queries, length, width, scale) */
  attention(...args: number[]): void;
  /** (dy, q, k, v, weights, dq, dk, dv, batch, heads, queries, length, width, scale) */
  attentionGradient(...args: number[]): void;
  /** (x, y, length) */
  quickGelu(...args: number[]): void;
  /** (dy, x, dx, length) */
  quickGeluGradient(...args: number[]): void;
  /** (a, b, sum, length) */
  add(...args: number[]): void;
  /** (bytes, tables, images, length) */
  pixels(...args: number[]): void;
  /** (θ, g, m, v, θ′, m′, v′, length, β₁, β₂, ε, keep, stepSize, 1/root) */
  adamW(...args: number[]): void;
  /** (x, out, partial, rows, width) */
  columnSum(...args: number[]): void;
  /** (x, partial, length) */
  sumAll(...args: number[]): number;
}

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));

/** Whether threads can work on it together. */
export const isShared = (memory: WebAssembly.Memory) =>
  typeof SharedArrayBuffer !== 'undefined' && memory.buffer instanceof SharedArrayBuffer;

const compiled = new Map<string, WebAssembly.Module>();

/** The module for a memory. It is a dozen kilobytes, so nothing is gained by waiting for it. */
export function kernelModule(memory: WebAssembly.Memory): WebAssembly.Module {
  const source = isShared(memory) ? shared : plain;
  const known = compiled.get(source) ?? new WebAssembly.Module(bytesOf(source));
  compiled.set(source, known);
  return known;
}

/** Kernels that work on a memory. */
export function instantiate(memory: WebAssembly.Memory): Kernels {
  const instance = new WebAssembly.Instance(kernelModule(memory), { env: { memory } });
  return instance.exports as unknown as Kernels;
}
