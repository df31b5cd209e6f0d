import { SUM_GROUP, sumWorkgroup, workgroupSums } from './smallKernels.ts';
import { builtins, declare, invocation, type Kernel } from './wgsl.ts';

/** Numbers of which all decay or none does: what a binding's offset must be a multiple of, in floats. */
export const CHUNK = 64;
const GROUP = 64;
/** Partial sums of the gradient's norm. */
export const PARTS = 4096;
export const PART_GROUPS = PARTS / GROUP;

/** Numbers of an update as they lie in their buffer, float32. */
export const numberNames = ['factor', 'keep', 'stepSize', 'inverseRoot', 'clipNorm'] as const;

/** The most that every device takes: fewer workgroups are begun for the same bytes. */
const FLAT_GROUP = 256;

export const flatGroups = (length: number): number => Math.ceil(length / 4 / FLAT_GROUP);

/** Where a kernel begins that does the same to every vector: one an invocation, `item`. */
const forEach = `@compute @workgroup_size(${FLAT_GROUP}) fn main(${builtins}) {
${invocation(FLAT_GROUP)}
if (item >= sizes.x) { return; }`;

/**
 * Bindings: parts [PARTS], gradients. Sizes: vectors of four. One invocation a part: a barrier would
 * cost more than the handful of numbers that it saves.
 */
export const squareSumsKernel: Kernel = {
  key: 'squareSums',
  source: () => `${declare([
    { name: 'parts', type: 'array<f32>', access: 'read_write' },
    { name: 'gradients' },
  ])}
@compute @workgroup_size(${GROUP}) fn main(${builtins}) {
let part = group.x * ${GROUP}u + local;
var sum = vec4f();
for (var i = part; i < sizes.x; i += ${PARTS}u) { let g = gradients[i]; sum += g * g; }
parts[part] = dot(sum, vec4f(1f));
}`,
};

/**
 * The norm, and the factor that brings it below the limit.
 * Bindings: norm [1], numbers, parts. Sizes: none. One workgroup.
 *
 * The constant keeps the factor finite at a norm of 0, as in PyTorch's clip_grad_norm_.
 */
export const clipFactorKernel: Kernel = {
  key: 'clipFactor',
  source: () => `${declare([
    { name: 'norm', type: 'array<f32>', access: 'read_write' },
    { name: 'numbers', type: 'array<f32>', access: 'read_write' },
    { name: 'parts', type: 'array<f32>' },
  ])}
${workgroupSums}
@compute @workgroup_size(${SUM_GROUP}) fn main(${builtins}) {
// Named, since a binding that no line reads is left out of the layout.
var sum = f32(sizes.x);
for (var i = local; i < ${PARTS}u; i += ${SUM_GROUP}u) { sum += parts[i]; }
${sumWorkgroup}
if (local == 0u) {
let length = sqrt(shared_sums[0]);
norm[0] = length;
numbers[0] = min(1f, numbers[4] / (length + 1e-6f));
}
}`,
};

/**
 * AdamW on all weights, in place: see adamWUpdate.
 *
 * Bindings: weights, first, second, gradients, numbers (the first four are read), decays (one number a
 * chunk). Sizes: vectors of four.
 */
export function flatAdamWKernel(beta1: number, beta2: number, epsilon: number): Kernel {
  return {
    key: `flatAdamW ${beta1} ${beta2} ${epsilon}`,
    source: () => `${declare([
      { name: 'weights', access: 'read_write' },
      { name: 'first', access: 'read_write' },
      { name: 'second', access: 'read_write' },
      { name: 'gradients' },
      { name: 'numbers' },
      { name: 'decays', type: 'array<u32>' },
    ])}
${forEach}
// In one piece: wherever a buffer is named it may be loaded anew.
let n = numbers[0];
let g = gradients[item] * n.x;
let m = ${beta1}f * first[item] + ${1 - beta1}f * g;
let v = ${beta2}f * second[item] + ${1 - beta2}f * g * g;
first[item] = m;
second[item] = v;
let keep = select(1f, n.y, decays[item / ${CHUNK / 4}u] == 1u);
weights[item] = keep * weights[item] - n.z * m / (sqrt(v) * n.w + ${epsilon}f);
}`,
  };
}

/** ψ ← m·ψ + (1 − m)·θ. Bindings: follower, weights. Sizes: vectors of four, bits of m. */
export const followKernel: Kernel = {
  key: 'follow',
  source: () => `${declare([{ name: 'follower', access: 'read_write' }, { name: 'weights' }])}
${forEach}
let m = bitcast<f32>(sizes.y);
follower[item] = m * follower[item] + (1f - m) * weights[item];
}`,
};
