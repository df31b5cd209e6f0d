import {
  columnLines,
  header,
  outputLines,
  type Product,
  type RegisterTile,
  vectorsFor,
} from './product.ts';
import { builtins, repeat, swaps } from './wgsl.ts';

/**
 * NT and NN: R rows of C; `sizes.x` is R.
 *
 * Neighbours of a quad load a row of A each and swap: the i-th sums of `lane` are of row
 * `i ^ lane` of its four, which costs a fraction of handing every row to all.
 */
export function rowProduct(product: Product, tile: RegisterTile): string {
  const { mode, K, N, epilogue = {} } = product;
  const { rows, stack, quads } = tile;
  const vectors = vectorsFor(N, tile);
  const [K4, N4] = [K / 4, N / 4];
  const aStride = (product.aStride ?? K) / 4;
  const aOffset = (product.aOffset ?? 0) / 4;
  const cStride = (product.cStride ?? N) / 4;
  const cOffset = (product.cOffset ?? 0) / 4;
  const ragged = N4 % (4 * vectors) !== 0;
  const each = (f: (i: number, j: number) => string) =>
    repeat(rows, (i) => repeat(vectors, (j) => f(i, j), ' '));
  const rowOf = (i: number) => (quads ? `${i & ~3}u + (lane ^ ${i & 3}u)` : `${i}u`);
  const aRow = (i: string) => `min(row + ${i}, R - 1u) * ${aStride}u + ${aOffset}u`;
  // Four of K by four columns; of NT it lies as B does, transposed.
  const square = (j: number) =>
    repeat(
      4,
      (q) => (mode === 'NT' ? `B[b${4 * j + q} + k]` : `B[(4u * k + ${q}u) * ${N4}u + column${j}]`),
      ', ',
    );
  // Four of K in one expression: an adapter in software keeps its sums in registers.
  const multiply = (i: number) =>
    repeat(vectors, (j) => `c${i}_${j} += ${mode === 'NT' ? `a * B${j}` : `B${j} * a`};`, ' ');
  return `${header(product, tile)}
@compute @workgroup_size(${4 * stack}) fn main(${builtins}) {
let R = sizes.x;
let lane = local & 3u;
let row = (group.y * ${stack}u + (local >> 2u)) * ${rows}u;
if (row >= R) { return; }
let first = group.x * ${4 * vectors}u + lane;
${repeat(vectors, (j) => `let column${j} = ${ragged ? `min(first + ${4 * j}u, ${N4 - 1}u)` : `first + ${4 * j}u`};`)}
${mode === 'NT' ? repeat(4 * vectors, (i) => `let b${i} = (column${i >> 2} * 4u + ${i & 3}u) * ${K4}u;`) : ''}
${quads ? repeat(rows / 4, (g) => `let a${g} = ${aRow(`${4 * g}u + lane`)};`) : repeat(rows, (i) => `let a${i} = ${aRow(`${i}u`)};`)}
${each((i, j) => `var c${i}_${j} = vec4f();`)}
for (var k = 0u; k < ${K4}u; k++) {
${repeat(vectors, (j) => `let B${j} = mat4x4f(${square(j)});`)}
${quads ? repeat(rows / 4, (g) => `let A${g} = A[a${g} + k];`) : ''}
${repeat(rows, (i) => `{ let a = ${quads ? `${swaps[i & 3]}(A${i >> 2})` : `A[a${i} + k]`};\n${multiply(i)} }`)}
}
${repeat(
  vectors,
  (j) => `${ragged ? `if (first + ${4 * j}u < ${N4}u)` : ''} {
${columnLines(epilogue, `column${j}`)}
${repeat(rows, (i) => `{ let r = row + ${rowOf(i)}; if (r < R) { let at = r * ${cStride}u + ${cOffset}u + column${j}; var v = c${i}_${j}; ${outputLines(epilogue, 'at')} } }`)}
}`,
)}
}`;
}
