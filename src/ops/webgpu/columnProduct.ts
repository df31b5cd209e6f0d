import { header, type Product, type RegisterTile, vectorsFor } from './product.ts';
import { builtins, components, repeat } from './wgsl.ts';

/** TN: the inner dimension is R, `sizes.x`. */
export function columnProduct(product: Product, tile: RegisterTile): string {
  const { K, N, sums = false, epilogue = {} } = product;
  // Of all that can happen on the way out, gradients of weights want a scale alone.
  const scaled = epilogue.scale ? ' * exp(logScale[0])' : '';
  const { rows, stack, slices, quads } = tile;
  const vectors = vectorsFor(N, tile);
  const [K4, N4] = [K / 4, N / 4];
  const aStride = (product.aStride ?? K) / 4;
  const aOffset = (product.aOffset ?? 0) / 4;
  const groups = rows / 4;
  const tiles = 4 * stack;
  const parts = rows * vectors;
  const ragged = N4 % (4 * vectors) !== 0;
  const c = (g: number, r: number, j: number) => `c${4 * g + r}_${j}`;
  // One row of A and B after the other.
  const row = (index: string) => `{
${repeat(vectors, (j) => `let b${j} = B[(${index}) * ${N4}u + column${j}];`)}
${repeat(
  groups,
  (g) => `{ let a = A[(${index}) * ${aStride}u + a${g}];
${sums ? `if (${quads ? 'lane == 0u' : 'sums'}) { s${g} += a; }` : ''}
${repeat(4, (r) => repeat(vectors, (j) => `${c(g, r, j)} = fma(vec4f(a.${components[r]}), b${j}, ${c(g, r, j)});`, ' '))} }`,
)}
}`;
  // Four rows at once: each neighbour loads one of A, and adds up its own alone.
  const fourRows = `${repeat(
    vectors,
    (j) =>
      `let B${j} = mat4x4f(${repeat(4, (q) => `B[(4u * k + ${q}u) * ${N4}u + column${j}]`, ', ')});`,
  )}
${repeat(
  groups,
  (g) => `{ let own = A[(4u * k + lane) * ${aStride}u + a${g}];
${sums ? `s${g} += own;` : ''}
${repeat(4, (q) => `let from${q} = quadBroadcast(own, ${q}u);`, ' ')}
${repeat(4, (r) => {
  const column = repeat(4, (q) => `from${q}.${components[r]}`, ', ');
  return `{ let a = vec4f(${column}); ${repeat(vectors, (j) => `${c(g, r, j)} += B${j} * a;`, ' ')} }`;
})} }`,
)}`;
  const store = (value: (i: number, j: number) => string) =>
    repeat(vectors, (j) =>
      [
        ragged ? `if (first + ${4 * j}u < ${N4}u) {` : '{',
        repeat(
          rows,
          (i) =>
            `if (top + ${i}u < ${K}u) { C[(top + ${i}u) * ${N4}u + column${j}] = ${value(i, j)}${scaled}; }`,
        ),
        '}',
      ].join('\n'),
    );
  const storeSums = (value: (g: number) => string) =>
    repeat(
      groups,
      (g) => `if (top + ${4 * g}u < ${K}u) { second[top / 4u + ${g}u] = ${value(g)}; }`,
    );
  const shared =
    slices === 1
      ? ''
      : `var<workgroup> partial: array<vec4f, ${slices * tiles * parts}>;
${sums ? `var<workgroup> partialSums: array<vec4f, ${slices * stack * groups}>;` : ''}`;
  const sumOf = (name: string, at: string, step: number) =>
    `{ var v = ${name}[${at}]; for (var s = 1u; s < ${slices}u; s++) { v += ${name}[s * ${step}u + ${at}]; } `;
  const finish =
    slices === 1
      ? `if (inside) {
${store((i, j) => `c${i}_${j}`)}
${sums ? `if (sums && lane == 0u) {\n${storeSums((g) => `s${g}`)}\n}` : ''}
}`
      : `let mine = (slice * ${tiles}u + spot) * ${parts}u;
${repeat(rows, (i) => repeat(vectors, (j) => `partial[mine + ${i * vectors + j}u] = c${i}_${j};`, ' '))}
${sums ? `if (lane == 0u) { let at = (slice * ${stack}u + (spot >> 2u)) * ${groups}u;\n${repeat(groups, (g) => `partialSums[at + ${g}u] = s${g};`)} }` : ''}
workgroupBarrier();
for (var part = slice; part < ${parts}u; part += ${slices}u) {
let i = part / ${vectors}u; let j = part % ${vectors}u;
let column = first + 4u * j;
if (inside && top + i < ${K}u && column < ${N4}u)
${sumOf('partial', `spot * ${parts}u + part`, tiles * parts)} C[(top + i) * ${N4}u + column] = v${scaled}; }
}
${
  sums
    ? `if (sums && inside && lane == 0u) {
for (var part = slice; part < ${groups}u; part += ${slices}u) {
if (top + 4u * part < ${K}u)
${sumOf('partialSums', `(spot >> 2u) * ${groups}u + part`, stack * groups)} second[top / 4u + part] = v; }
}
}`
    : ''
}`;
  return `${header(product, tile)}
${shared}
@compute @workgroup_size(${tiles * slices}) fn main(${builtins}) {
let R = sizes.x;
let slice = local / ${tiles}u;
let spot = local % ${tiles}u;
let lane = spot & 3u;
let top = (group.y * ${stack}u + (spot >> 2u)) * ${rows}u;
let inside = top < ${K}u;
let first = group.x * ${4 * vectors}u + lane;
let sums = group.x == 0u;
${repeat(vectors, (j) => `let column${j} = ${ragged ? `min(first + ${4 * j}u, ${N4 - 1}u)` : `first + ${4 * j}u`};`)}
${repeat(groups, (g) => `let a${g} = min(top / 4u + ${g}u, ${K4 - 1}u) + ${aOffset}u;`)}
${repeat(rows, (i) => repeat(vectors, (j) => `var c${i}_${j} = vec4f();`, ' '))}
${sums ? repeat(groups, (g) => `var s${g} = vec4f();`) : ''}
let whole = R / 4u;
for (var k = slice; k < whole; k += ${slices}u) {
${quads ? fourRows : repeat(4, (q) => row(`4u * k + ${q}u`))}
}
if (slice == 0u) { for (var k = 4u * whole; k < R; k++) ${row('k')} }
${sums && quads ? repeat(groups, (g) => `s${g} += quadSwapX(s${g}); s${g} += quadSwapY(s${g});`) : ''}
${finish}
}`;
}
