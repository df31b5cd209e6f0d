import { builtins, declare, invocation, type Kernel, QUADS, repeat, swaps } from './wgsl.ts';

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
  /**
   * Four neighbours go through the same keys (or queries), each loads a quarter of their numbers and
   * they swap: a head's positions are filled up to a multiple of four. See `sharesLoads`.
   */
  readonly quads: boolean;
}

/** Whether four neighbours see the same, and the numbers of a head divide among them. */
export const sharesLoads = ({ headSize, causal, pooled }: Omit<AttentionLayout, 'quads'>) =>
  !causal && !pooled && headSize % 16 === 0;

/** Sizes: items B, positions T. Invocations beyond the last do nothing. */
function frame({ heads, headSize, pooled, quads }: AttentionLayout) {
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
let each = ${quads ? `(${per} + 3u) / 4u * 4u` : per};
if (item >= B * ${heads}u * each) { return; }
let place = item % each;
let index = ${quads ? `min(place, ${per} - 1u)` : 'place'};
let h = (item / each) % ${heads}u;
let b = item / (each * ${heads}u);
let head = h * ${n}u;${quads ? ' let lane = place & 3u;' : ''}`,
    /** Where the i-th vector of a head lies in it: each neighbour begins with another. */
    vector: (i: number) => (quads ? `(${i & ~3}u + (lane ^ ${i & 3}u))` : `${i}u`),
    /** Loads the vectors of a head from `at` on, as `name0` … */
    load: (name: string, source: string, at: string) =>
      quads
        ? `${repeat(n / 4, (g) => `let ${name}_${g} = ${source}[${at} + ${4 * g}u + lane];`)}
${repeat(n, (i) => `let ${name}${i} = ${swaps[i & 3]}(${name}_${i >> 2});`)}`
        : repeat(n, (i) => `let ${name}${i} = ${source}[${at} + ${i}u];`),
    /** Lines that write, for those alone that are not there to fill up. */
    write: (lines: string) => (quads ? `if (place == index) {\n${lines}\n}` : lines),
    directives: quads ? QUADS : '',
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
  const framed = frame(layout);
  const { n, W4, scale, queryStride, keyStride, keyOffset, valueOffset } = framed;
  const { directives, place, load, vector, write } = framed;
  const per = layout.pooled ? '1u' : 'T';
  return {
    key: key('attention', layout),
    source: () => `${directives}${declare([
      { name: 'out', access: 'read_write' },
      { name: 'logSums', type: 'array<f32>', access: 'read_write' },
      { name: 'q' },
      { name: 'kv' },
      ...positionsIf(layout),
    ])}
@compute @workgroup_size(${GROUP}) fn main(${builtins}) {
${place(per)}
let query = (b * ${per} + index) * ${queryStride}u + head;
${repeat(n, (i) => `let q${i} = q[query + ${vector(i)}] * ${scale}; var sum${i} = vec4f();`)}
var most = -1e30f;
var total = 0f;
let last = ${seen(layout, 'index')};
for (var j = 0u; j < last; j++) {
let at = (b * T + j) * ${keyStride}u + head;
${load('k', 'kv', `at + ${keyOffset}u`)}
${load('v', 'kv', `at + ${valueOffset}u`)}
let score = ${sum(n, (i) => `dot(q${i}, k${i})`)};
let next = max(most, score);
let fade = exp(most - next);
let weight = exp(score - next);
total = total * fade + weight;
most = next;
${repeat(n, (i) => `sum${i} = sum${i} * fade + weight * v${i};`)}
}
let to = (b * ${per} + index) * ${W4}u + head;
let inverse = 1f / total;
${write(`${repeat(n, (i) => `out[to + ${vector(i)}] = sum${i} * inverse;`)}
logSums[(b * ${layout.heads}u + h) * ${per} + index] = most + log(total);`)}
}`,
  };
}

/**
 * Gradient of the queries, and of each Σ dout·out, which that of the keys needs.
 *
 * Bindings: dq, along [B·H·Q], q, kv, out, logSums, dOut (, positions). Sizes and invocations as above.
 */
export function queryGradientKernel(layout: AttentionLayout): Kernel {
  const framed = frame(layout);
  const { n, W4, scale, queryStride, keyStride, keyOffset, valueOffset } = framed;
  const { directives, place, load, vector, write } = framed;
  const per = layout.pooled ? '1u' : 'T';
  return {
    key: key('queryGradient', layout),
    source: () => `${directives}${declare([
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
${repeat(n, (i) => `let q${i} = q[query + ${vector(i)}] * ${scale}; let g${i} = dOut[origin + ${vector(i)}]; var sum${i} = vec4f();`)}
let number = (b * ${layout.heads}u + h) * ${per} + index;
let logSum = logSums[number];
let mean = ${sum(n, (i) => `dot(g${i}, out[origin + ${vector(i)}])`)};
${write('along[number] = mean;')}
let last = ${seen(layout, 'index')};
for (var j = 0u; j < last; j++) {
let at = (b * T + j) * ${keyStride}u + head;
${load('k', 'kv', `at + ${keyOffset}u`)}
${load('v', 'kv', `at + ${valueOffset}u`)}
let weight = exp(${sum(n, (i) => `dot(q${i}, k${i})`)} - logSum);
let dScore = weight * (${sum(n, (i) => `dot(g${i}, v${i})`)} - mean) * ${scale};
${repeat(n, (i) => `sum${i} += dScore * k${i};`)}
}
${write(repeat(n, (i) => `dq[query + ${vector(i)}] = sum${i};`))}
}`,
  };
}

/**
 * Gradient of keys and values.
 *
 * Bindings: dkv, q, kv, logSums, along, dOut (, positions). Sizes: B, T. Invocations B·H·T.
 */
export function keyGradientKernel(layout: AttentionLayout): Kernel {
  const framed = frame(layout);
  const { n, W4, scale, queryStride, keyStride, keyOffset, valueOffset } = framed;
  const { directives, place, load, vector, write } = framed;
  const { pooled, causal } = layout;
  const queries = pooled ? '1u' : 'T';
  const first = pooled ? '0u' : causal ? 'index' : '0u';
  const unseen = pooled && causal ? `if (index >= ${seen(layout, '')}) { last = 0u; }` : '';
  return {
    key: key('keyGradient', layout),
    source: () => `${directives}${declare([
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
${repeat(n, (i) => `let k${i} = kv[at + ${keyOffset}u + ${vector(i)}] * ${scale}; let v${i} = kv[at + ${valueOffset}u + ${vector(i)}]; var sumK${i} = vec4f(); var sumV${i} = vec4f();`)}
let numbers = (b * ${layout.heads}u + h) * ${queries};
var last = ${queries};
${unseen}
for (var j = ${first}; j < last; j++) {
let query = (b * ${queries} + j) * ${queryStride}u + head;
let origin = (b * ${queries} + j) * ${W4}u + head;
${load('q', 'q', 'query')}
${load('g', 'dOut', 'origin')}
let weight = exp(${sum(n, (i) => `dot(k${i}, q${i})`)} - logSums[numbers + j]);
let dScore = weight * (${sum(n, (i) => `dot(v${i}, g${i})`)} - along[numbers + j]) * ${scale};
${repeat(n, (i) => `sumK${i} += dScore * q${i}; sumV${i} += weight * g${i};`)}
}
${write(repeat(n, (i) => `dkv[at + ${keyOffset}u + ${vector(i)}] = sumK${i}; dkv[at + ${valueOffset}u + ${vector(i)}] = sumV${i};`))}
}`,
  };
}

/** Workgroups for so many positions in each of so many heads of items. */
export const attentionGroups = (
  { quads }: AttentionLayout,
  heads: number,
  positions: number,
): number => Math.ceil((heads * (quads ? 4 * Math.ceil(positions / 4) : positions)) / GROUP);
