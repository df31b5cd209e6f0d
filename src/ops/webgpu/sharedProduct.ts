import { header, outputLines, type Product } from './product.ts';
import { builtins, components, repeat } from './wgsl.ts';

/** Rows and columns of C that a workgroup computes. */
export const SHARED_SIDE = 64;
/** Of the inner dimension, loaded at once. */
const DEPTH = 16;
/** 8 by 8 invocations, each with two times four rows and two vectors of columns. */
const ACROSS = 8;
const GROUPS = SHARED_SIDE / 4;
/** One more than there are, so that what is written together does not fall into the same bank. */
const PITCH = GROUPS + 1;

/** Four vectors along the inner dimension, turned round and stored as four across it. */
const turned = (to: string, load: (i: number) => string) =>
  `{ let group4 = local >> 2u; let part = local & 3u;
${repeat(4, (i) => `let t${i} = ${load(i)};`)}
${repeat(4, (q) => `${to}[(4u * part + ${q}u) * ${PITCH}u + group4] = vec4f(${repeat(4, (i) => `t${i}.${components[q]}`, ', ')});`)} }`;

/** Vectors that already lie across the inner dimension: four a invocation. */
const straight = (to: string, load: (depth: string, at: string) => string) =>
  repeat(
    4,
    (i) =>
      `${to}[(local / ${GROUPS}u + ${4 * i}u) * ${PITCH}u + local % ${GROUPS}u] = ${load(`(k0 + local / ${GROUPS}u + ${4 * i}u)`, `local % ${GROUPS}u`)};`,
  );

const guarded = (condition: string, value: string) => `select(vec4f(), ${value}, ${condition})`;

/** A product by tiles in workgroup memory, all three modes; `sizes.x` is R. */
export function sharedProduct(product: Product): string {
  const { mode, K, N, epilogue = {}, sums = false } = product;
  const isColumns = mode === 'TN';
  const [K4, N4] = [K / 4, N / 4];
  const aStride = (product.aStride ?? K) / 4;
  const aOffset = (product.aOffset ?? 0) / 4;
  const cStride = isColumns ? N4 : (product.cStride ?? N) / 4;
  const cOffset = isColumns ? 0 : (product.cOffset ?? 0) / 4;
  const [down, inner] = isColumns ? [`${K}u`, 'R'] : ['R', `${K}u`];
  // Indices out of range are clamped, and what lies there counts as 0.
  const within = (index: string, size: string) => `min(${index}, ${size} - 1u)`;
  const loadA = isColumns
    ? straight('As', (k, r) =>
        guarded(
          `${k} < R && top / 4u + ${r} < ${K4}u`,
          `A[${within(k, 'R')} * ${aStride}u + ${within(`top / 4u + ${r}`, `${K4}u`)} + ${aOffset}u]`,
        ),
      )
    : turned('As', (i) =>
        guarded(
          `k0 / 4u + part < ${K4}u`,
          `A[${within(`top + 4u * group4 + ${i}u`, 'R')} * ${aStride}u + ${within('k0 / 4u + part', `${K4}u`)} + ${aOffset}u]`,
        ),
      );
  const loadB =
    mode === 'NT'
      ? turned('Bs', (i) =>
          guarded(
            `k0 / 4u + part < ${K4}u`,
            `B[${within(`4u * (first + group4) + ${i}u`, `${N}u`)} * ${K4}u + ${within('k0 / 4u + part', `${K4}u`)}]`,
          ),
        )
      : straight('Bs', (k, c) =>
          guarded(
            `${k} < ${inner}`,
            `B[${within(k, inner)} * ${N4}u + ${within(`first + ${c}`, `${N4}u`)}]`,
          ),
        );
  const each = (f: (g: number, r: number, j: number) => string) =>
    repeat(2, (g) => repeat(4, (r) => repeat(2, (j) => f(g, r, j), ' ')));
  const step = (k: number) => `{
${repeat(2, (g) => `let a${g} = As[${k * PITCH}u + down + ${ACROSS * g}u]; let b${g} = Bs[${k * PITCH}u + along + ${ACROSS * g}u];`)}
${sums ? 'if (sums) { s0 += a0; s1 += a1; }' : ''}
${each((g, r, j) => `c${g}${r}${j} = fma(vec4f(a${g}.${components[r]}), b${j}, c${g}${r}${j});`)}
}`;
  const store = (g: number, r: number, j: number) =>
    `{ let row = top + 4u * (down + ${ACROSS * g}u) + ${r}u; let column = first + along + ${ACROSS * j}u;
if (row < ${down} && column < ${N4}u) { let at = row * ${cStride}u + ${cOffset}u + column; var v = c${g}${r}${j}; ${outputLines(epilogue, 'at', 'column')} } }`;
  return `${header(product, { kind: 'shared' })}
var<workgroup> As: array<vec4f, ${DEPTH * PITCH}>;
var<workgroup> Bs: array<vec4f, ${DEPTH * PITCH}>;
@compute @workgroup_size(${ACROSS * ACROSS}) fn main(${builtins}) {
let R = sizes.x;
let top = group.y * ${SHARED_SIDE}u;
let first = group.x * ${GROUPS}u;
let along = local % ${ACROSS}u;
let down = local / ${ACROSS}u;
let sums = group.x == 0u;
${each((g, r, j) => `var c${g}${r}${j} = vec4f();`)}
${sums ? 'var s0 = vec4f(); var s1 = vec4f();' : ''}
for (var k0 = 0u; k0 < ${inner}; k0 += ${DEPTH}u) {
${loadA}
${loadB}
workgroupBarrier();
${repeat(DEPTH, step)}
workgroupBarrier();
}
${each(store)}
${sums ? repeat(2, (g) => `if (sums && along == 0u && top / 4u + down + ${ACROSS * g}u < ${K4}u) { second[top / 4u + down + ${ACROSS * g}u] = s${g}; }`) : ''}
}`;
}
