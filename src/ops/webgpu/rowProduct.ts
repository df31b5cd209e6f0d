import { header, outputLines, type Product, type RegisterTile, vectorsFor } from './product.ts';
import { builtins, components, repeat } from './wgsl.ts';

/** NT and NN: R rows of C; `sizes.x` is R. */
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
  const aRow = (i: string) => `min(row + ${i}, R - 1u) * ${aStride}u + ${aOffset}u`;
  const loadB =
    mode === 'NT'
      ? `${repeat(4 * vectors, (i) => `let t${i} = B[b${i} + k];`)}
${repeat(4, (q) =>
  repeat(
    vectors,
    (j) => `let B${q}_${j} = vec4f(${repeat(4, (c) => `t${4 * j + c}.${components[q]}`, ', ')});`,
  ),
)}`
      : repeat(4, (q) =>
          repeat(vectors, (j) => `let B${q}_${j} = B[(4u * k + ${q}u) * ${N4}u + column${j}];`),
        );
  const multiply = (i: number) =>
    repeat(4, (q) =>
      repeat(
        vectors,
        (j) => `c${i}_${j} = fma(vec4f(a.${components[q]}), B${q}_${j}, c${i}_${j});`,
        ' ',
      ),
    );
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
${loadB}
${quads ? repeat(rows / 4, (g) => `let A${g} = A[a${g} + k];`) : ''}
${repeat(rows, (i) => `{ let a = ${quads ? `quadBroadcast(A${i >> 2}, ${i & 3}u)` : `A[a${i} + k]`};\n${multiply(i)} }`)}
}
${repeat(
  vectors,
  (j) => `${ragged ? `if (first + ${4 * j}u < ${N4}u)` : ''} {
${repeat(rows, (i) => `if (row + ${i}u < R) { let at = (row + ${i}u) * ${cStride}u + ${cOffset}u + column${j}; var v = c${i}_${j}; ${outputLines(epilogue, 'at', `column${j}`)} }`)}
}`,
)}
}`;
}
