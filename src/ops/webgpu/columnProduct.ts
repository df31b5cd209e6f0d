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
  const fill = (q: string, g: number) =>
    repeat(4, (r) =>
      repeat(
        vectors,
        (j) => `c${4 * g + r}_${j} = fma(vec4f(${q}.${components[r]}), b${j}, c${4 * g + r}_${j});`,
        ' ',
      ),
    );
  const row = (index: string, a: (g: number) => string) => `{
${repeat(vectors, (j) => `let b${j} = B[(${index}) * ${N4}u + column${j}];`)}
${repeat(groups, (g) => `{ let a = ${a(g)}; ${sums ? `if (sums) { s${g} += a; }` : ''}\n${fill('a', g)} }`)}
}`;
  const load = (index: string) => (g: number) => `A[(${index}) * ${aStride}u + a${g}]`;
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
${quads ? repeat(groups, (g) => `let A${g} = A[(4u * k + lane) * ${aStride}u + a${g}];`) : ''}
${repeat(4, (q) => row(`4u * k + ${q}u`, quads ? (g) => `quadBroadcast(A${g}, ${q}u)` : load(`4u * k + ${q}u`)))}
}
if (slice == 0u) { for (var k = 4u * whole; k < R; k++) ${row('k', load('k'))} }
${finish}
}`;
}
