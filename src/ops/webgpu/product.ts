import { type Binding, declare, QUADS } from './wgsl.ts';

/**
 * How one invocation computes its part of a product: `rows` by 4·`vectors` numbers in registers.
 * Four invocations lie along the columns; `stack` such rows of tiles form a workgroup.
 */
export interface RegisterTile {
  readonly kind: 'registers';
  readonly rows: 4 | 8 | 16;
  readonly vectors: 1 | 2;
  readonly stack: number;
  /** Workgroup's parts of a long inner dimension, summed at the end in a fixed order. */
  readonly slices: number;
  /** Each left-hand value is loaded once per four invocations, who share it. */
  readonly quads: boolean;
}

/**
 * Operands pass through workgroup memory: what fast GPUs have most of, and what an adapter in software
 * is slowest at. `down` by `across` invocations, each with 4·`rowGroups` rows by 4·`columnGroups`
 * columns in registers.
 */
export interface SharedTile {
  readonly kind: 'shared';
  readonly down: number;
  readonly across: number;
  readonly rowGroups: 1 | 2;
  readonly columnGroups: 1 | 2;
  /** Of the inner dimension, loaded at once; a multiple of 4. */
  readonly depth: number;
}

export type Tile = RegisterTile | SharedTile;

/** Whether four invocations pass round what each of them loads. */
export const usesQuads = (tile: Tile): boolean => tile.kind === 'registers' && tile.quads;

/** What happens to a number on its way out, in this order. */
export interface Epilogue {
  /** Multiplied by the exponential of one number. */
  readonly scale?: boolean;
  /** [N], added to every row. */
  readonly bias?: boolean;
  /** Output is quickGELU of the sum. */
  readonly gelu?: boolean;
  /** The sum as it is before quickGELU goes to a second output, for the gradient. */
  readonly keep?: boolean;
  /**
   * Multiplied by quickGELU's derivative at `aux`, whose place its value takes: the gradient of the
   * next weights needs it, and so it need not have been kept.
   */
  readonly geluGradient?: boolean;
  /** `aux` is added. */
  readonly residual?: boolean;
}

/**
 * A product whose number of rows R comes with the call and whose other sizes are fixed.
 *
 * - NT: C[R, N] = A[R, K]·B[N, K]ᵀ, a layer with weights as Hugging Face stores them
 * - NN: C[R, N] = A[R, K]·B[K, N], its gradient with respect to the input
 * - TN: C[K, N] = A[R, K]ᵀ·B[R, N], its gradient with respect to the weights; sums of A's columns,
 *   the gradient of a bias, on the way
 *
 * All sizes, strides and offsets in multiples of 4.
 */
export interface Product {
  readonly mode: 'NT' | 'NN' | 'TN';
  readonly K: number;
  readonly N: number;
  /** Numbers between the rows of A, and before the first; A is the whole buffer otherwise. */
  readonly aStride?: number;
  readonly aOffset?: number;
  readonly cStride?: number;
  readonly cOffset?: number;
  readonly epilogue?: Epilogue;
  /** TN: sums over the rows of A, as a second output [K]. */
  readonly sums?: boolean;
}

/** Whether the kernels can do it: they load four numbers at a time. */
export const divides = (...sizes: number[]): boolean => sizes.every((size) => size % 4 === 0);

const SLOPE = 1.702;

/** Lines before `outputLines`: what is the same for all numbers of a column. */
export const columnLines = ({ scale, bias }: Epilogue, column: string): string =>
  [scale ? 'let factor = exp(logScale[0]);' : '', bias ? `let added = bias[${column}];` : ''].join(
    ' ',
  );

/** Lines that store `v` at `at` of the output. */
export function outputLines(
  { scale, bias, gelu, keep, geluGradient, residual }: Epilogue,
  at: string,
): string {
  return [
    scale ? 'v *= factor;' : '',
    bias ? 'v += added;' : '',
    keep ? `second[${at}] = v;` : '',
    gelu ? `v = v / (1f + exp(-${SLOPE}f * v));` : '',
    geluGradient
      ? `{ let p = aux[${at}]; let d = 1f + exp(-${SLOPE}f * p); let g = 1f / d; v *= g * (1f + ${SLOPE}f * p * (1f - g)); aux[${at}] = p / d; }`
      : '',
    residual ? `v += aux[${at}];` : '',
    `C[${at}] = v;`,
  ].join(' ');
}

/** Bindings: C, A, B, then as asked: logScale, bias, aux, second output. */
function bindingsOf({ epilogue = {}, sums }: Product): Binding[] {
  const { scale, bias, keep, geluGradient, residual } = epilogue;
  return [
    { name: 'C', access: 'read_write' },
    { name: 'A' },
    { name: 'B' },
    ...(scale ? [{ name: 'logScale', type: 'array<f32>' }] : []),
    ...(bias ? [{ name: 'bias' }] : []),
    ...(residual ? [{ name: 'aux' }] : []),
    ...(geluGradient ? [{ name: 'aux', access: 'read_write' as const }] : []),
    ...(keep || sums ? [{ name: 'second', access: 'read_write' as const }] : []),
  ];
}

/** As many vectors of columns as the columns divide into, at most those of the tile. */
export const vectorsFor = (N: number, { vectors }: RegisterTile) =>
  vectors === 2 && N % 32 === 0 ? 2 : 1;

/** Directives and declarations. */
export const header = (product: Product, tile: Tile) =>
  `${usesQuads(tile) ? QUADS : ''}${declare(bindingsOf(product))}`;
