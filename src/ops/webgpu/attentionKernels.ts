import { builtins, declare, invocation, type Kernel, repeat } from './wgsl.ts';

const GROUP = 64;

/**
 * Attention straight from packed projections, without transposes and without a matrix of scores: each
 * invocation goes through the keys (or queries) of one query (or key) of one head, and the gradient
 * computes the weights anew from the kept log of their sum.
 */
export interface AttentionLayout {
  readonly heads: number;
  /** d, numbers of a head; a multiple of 4. */
  readonly headSize: number;
  /** Position i sees 0 … i; a picked one 0 … its own. */
  readonly causal: boolean;
  /** One query an item, from a matrix of its own [B, W]; keys and values [B·T, 2W]. Else all are in [B·T, 3W]. */
  readonly pooled: boolean;
}

/** Sizes: items B, positions T. Invocations beyond the last do nothing. */
function frame({ heads, headSize, pooled }: AttentionLayout) {
  const n = headSize / 4;
  const W4 = heads * n;
  const keyStride = pooled ? 2 * W4 : 3 * W4;
  return {
    n,
    W4,
    scale: `${1 / Math.sqrt(headSize)}f`,
    queryStride: pooled ? W4 : 3 * W4,
    keyStride,
    keyOffset: pooled ? 0 : W4,
    valueOffset: pooled ? W4 : 2 * W4,
    /** b, h, and `index` of the query or key within the item. */
    place: (per: string) => `let B = sizes.x; let T = sizes.y;
${invocation(GROUP)}
if (item >= B * ${heads}u * ${per}) { return; }
let index = item % ${per};
let h = (item / ${per}) % ${heads}u;
let b = item / (${per} * ${heads}u);
let head = h * ${n}u;`,
  };
}

const sum = (n: number, term: (q: number) => string) => repeat(n, term, ' + ');

/** One past the last key that a query sees. */
const seen = ({ causal, pooled }: AttentionLayout, query: string) => {
  if (!causal) return 'T';
  return pooled ? 'u32(positions[b]) + 1u' : `${query} + 1u`;
};

const positionsIf = ({ causal, pooled }: AttentionLayout) =>
  causal && pooled ? [{ name: 'positions', type: 'array<i32>' }] : [];

const key = (what: string, layout: AttentionLayout) => `${what} ${JSON.stringify(layout)}`;

/**
 * Bindings: out [B·Q, W], logSums [B·H·Q], q, kv (, positions [B]). Sizes: B, T. Invocations B·H·Q.
 */
export function attentionKernel(layout: AttentionLayout): Kernel {
  const { n, W4, scale, queryStride, keyStride, keyOffset, valueOffset, place } = frame(layout);
  const per = layout.pooled ? '1u' : 'T';
  return {
    key: key('attention', layout),
    source: () => `${declare([
      { name: 'out', access: 'read_write' },
      { name: 'logSums', type: 'array<f32>', access: 'read_write' },
      { name: 'q' },
      { name: 'kv' },
      ...positionsIf(layout),
    ])}
@compute @workgroup_size(${GROUP}) fn main(${builtins}) {
${place(per)}
let query = (b * ${per} + index) * ${queryStride}u + head;
${repeat(n, (i) => `let q${i} = q[query + ${i}u] * ${scale}; var sum${i} = vec4f();`)}
var most = -1e30f;
var total = 0f;
let last = ${seen(layout, 'index')};
for (var j = 0u; j < last; j++) {
let at = (b * T + j) * ${keyStride}u + head;
let score = ${sum(n, (i) => `dot(q${i}, kv[at + ${keyOffset + i}u])`)};
let next = max(most, score);
let fade = exp(most - next);
let weight = exp(score - next);
total = total * fade + weight;
most = next;
${repeat(n, (i) => `sum${i} = sum${i} * fade + weight * kv[at + ${valueOffset + i}u];`)}
}
let to = (b * ${per} + index) * ${W4}u + head;
let inverse = 1f / total;
${repeat(n, (i) => `out[to + ${i}u] = sum${i} * inverse;`)}
logSums[item] = most + log(total);
}`,
  };
}

/**
 * Gradient of the queries, and of each Σ dout·out, which that of the keys needs.
 *
 * Bindings: dq, along [B·H·Q], q, kv, out, logSums, dOut (, positions). Sizes and invocations as above.
 */
export function queryGradientKernel(layout: AttentionLayout): Kernel {
  const { n, W4, scale, queryStride, keyStride, keyOffset, valueOffset, place } = frame(layout);
  const per = layout.pooled ? '1u' : 'T';
  return {
    key: key('queryGradient', layout),
    source: () => `${declare([
      { name: 'dq', access: 'read_write' },
      { name: 'along', type: 'array<f32>', access: 'read_write' },
      { name: 'q' },
      { name: 'kv' },
      { name: 'out' },
      { name: 'logSums', type: 'array<f32>' },
      { name: 'dOut' },
      ...positionsIf(layout),
    ])}
@compute @workgroup_size(${GROUP}) fn main(${builtins}) {
${place(per)}
let query = (b * ${per} + index) * ${queryStride}u + head;
let origin = (b * ${per} + index) * ${W4}u + head;
${repeat(n, (i) => `let q${i} = q[query + ${i}u] * ${scale}; let g${i} = dOut[origin + ${i}u]; var sum${i} = vec4f();`)}
let logSum = logSums[item];
let mean = ${sum(n, (i) => `dot(g${i}, out[origin + ${i}u])`)};
along[item] = mean;
let last = ${seen(layout, 'index')};
for (var j = 0u; j < last; j++) {
let at = (b * T + j) * ${keyStride}u + head;
${repeat(n, (i) => `let k${i} = kv[at + ${keyOffset + i}u];`)}
let weight = exp(${sum(n, (i) => `dot(q${i}, k${i})`)} - logSum);
let dScore = weight * (${sum(n, (i) => `dot(g${i}, kv[at + ${valueOffset + i}u])`)} - mean) * ${scale};
${repeat(n, (i) => `sum${i} += dScore * k${i};`)}
}
${repeat(n, (i) => `dq[query + ${i}u] = sum${i};`)}
}`,
  };
}

/**
 * Gradient of keys and values.
 *
 * Bindings: dkv, q, kv, logSums, along, dOut (, positions). Sizes: B, T. Invocations B·H·T.
 */
export function keyGradientKernel(layout: AttentionLayout): Kernel {
  const { n, W4, scale, queryStride, keyStride, keyOffset, valueOffset, place } = frame(layout);
  const { pooled, causal } = layout;
  const queries = pooled ? '1u' : 'T';
  const first = pooled ? '0u' : causal ? 'index' : '0u';
  const unseen = pooled && causal ? `if (index >= ${seen(layout, '')}) { last = 0u; }` : '';
  return {
    key: key('keyGradient', layout),
    source: () => `${declare([
      { name: 'dkv', access: 'read_write' },
      { name: 'q' },
      { name: 'kv' },
      { name: 'logSums', type: 'array<f32>' },
      { name: 'along', type: 'array<f32>' },
      { name: 'dOut' },
      ...positionsIf(layout),
    ])}
@compute @workgroup_size(${GROUP}) fn main(${builtins}) {
${place('T')}
let at = (b * T + index) * ${keyStride}u + head;
${repeat(n, (i) => `let k${i} = kv[at + ${keyOffset + i}u] * ${scale}; let v${i} = kv[at + ${valueOffset + i}u]; var sumK${i} = vec4f(); var sumV${i} = vec4f();`)}
let numbers = (b * ${layout.heads}u + h) * ${queries};
var last = ${queries};
${unseen}
for (var j = ${first}; j < last; j++) {
let query = (b * ${queries} + j) * ${queryStride}u + head;
let origin = (b * ${queries} + j) * ${W4}u + head;
${repeat(n, (i) => `let q${i} = q[query + ${i}u]; let g${i} = dOut[origin + ${i}u];`)}
let weight = exp(${sum(n, (i) => `dot(k${i}, q${i})`)} - logSums[numbers + j]);
let dScore = weight * (${sum(n, (i) => `dot(v${i}, g${i})`)} - along[numbers + j]) * ${scale};
${repeat(n, (i) => `sumK${i} += dScore * q${i}; sumV${i} += weight * g${i};`)}
}
${repeat(n, (i) => `dkv[at + ${keyOffset + i}u] = sumK${i}; dkv[at + ${valueOffset + i}u] = sumV${i};`)}
}`,
  };
}

export const attentionGroups = (invocations: number): number => Math.ceil(invocations / GROUP);
