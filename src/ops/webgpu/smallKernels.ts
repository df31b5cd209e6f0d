import { builtins, declare, invocation, type Kernel } from './wgsl.ts';

const GROUP = 64;
/** One workgroup does the whole of what is summed to one number. */
const WIDE = 256;

export const smallGroups = (items: number): number => Math.ceil(items / GROUP);

/** Integers as floats. Bindings: out, x. Sizes: how many. */
export const toFloatKernel: Kernel = {
  key: 'toFloat',
  source: () => `${declare([
    { name: 'out', type: 'array<f32>', access: 'read_write' },
    { name: 'x', type: 'array<i32>' },
  ])}
@compute @workgroup_size(${GROUP}) fn main(${builtins}) {
${invocation(GROUP)}
if (item < sizes.x) { out[item] = f32(x[item]); }
}`,
};

/** Rows divided by their length. Bindings: u [N, D], inverse [N], x [N, D]. Sizes: N, D. */
export const normaliseKernel: Kernel = {
  key: 'normalise',
  source: () => `${declare([
    { name: 'u', type: 'array<f32>', access: 'read_write' },
    { name: 'inverse', type: 'array<f32>', access: 'read_write' },
    { name: 'x', type: 'array<f32>' },
  ])}
@compute @workgroup_size(${GROUP}) fn main(${builtins}) {
${invocation(GROUP)}
if (item >= sizes.x) { return; }
let at = item * sizes.y;
var square = 0f;
for (var i = 0u; i < sizes.y; i++) { square += x[at + i] * x[at + i]; }
let length = sqrt(square);
for (var i = 0u; i < sizes.y; i++) { u[at + i] = x[at + i] / length; }
inverse[item] = 1f / length;
}`,
};

/** dx = (dy − (dy·u)·u)/‖x‖. Bindings: dx, dy, u [N, D], inverse [N]. Sizes: N, D. */
export const normaliseGradientKernel: Kernel = {
  key: 'normaliseGradient',
  source: () => `${declare([
    { name: 'dx', type: 'array<f32>', access: 'read_write' },
    { name: 'dy', type: 'array<f32>' },
    { name: 'u', type: 'array<f32>' },
    { name: 'inverse', type: 'array<f32>' },
  ])}
@compute @workgroup_size(${GROUP}) fn main(${builtins}) {
${invocation(GROUP)}
if (item >= sizes.x) { return; }
let at = item * sizes.y;
var along = 0f;
for (var i = 0u; i < sizes.y; i++) { along += dy[at + i] * u[at + i]; }
for (var i = 0u; i < sizes.y; i++) { dx[at + i] = (dy[at + i] - along * u[at + i]) * inverse[item]; }
}`,
};

/** Adds up `sum` over a workgroup, in a fixed order; all invocations must come here. */
export const sumWorkgroup = `shared_sums[local] = sum;
workgroupBarrier();
for (var half = ${WIDE / 2}u; half > 0u; half /= 2u) {
if (local < half) { shared_sums[local] += shared_sums[local + half]; }
workgroupBarrier();
}`;

export const workgroupSums = `var<workgroup> shared_sums: array<f32, ${WIDE}>;`;
export { WIDE as SUM_GROUP };

/** Σ a·b, one number. Bindings: out [1], a, b. Sizes: how many. One workgroup. */
export const dotKernel: Kernel = {
  key: 'dot',
  source: () => `${declare([
    { name: 'out', type: 'array<f32>', access: 'read_write' },
    { name: 'a', type: 'array<f32>' },
    { name: 'b', type: 'array<f32>' },
  ])}
${workgroupSums}
@compute @workgroup_size(${WIDE}) fn main(${builtins}) {
var sum = 0f;
for (var i = local; i < sizes.x; i += ${WIDE}u) { sum += a[i] * b[i]; }
${sumWorkgroup}
if (local == 0u) { out[0] = shared_sums[0]; }
}`,
};
