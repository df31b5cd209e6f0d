import { SUM_GROUP, sumWorkgroup, workgroupSums } from './smallKernels.ts';
import { builtins, declare, invocation, type Kernel } from './wgsl.ts';

/** What the softmax of the logits is held against: given rows, or the softmax of a teacher's logits. */
export type Against = 'targets' | 'teacher';

const GROUP = 64;

/**
 * Each line's log of its sum of exponentials, the mass of its targets (or the teacher's log), and its
 * loss, summed over the lines: rows, and columns behind them where `sizes.z` is 1.
 *
 * - targets: −Σ q·log p = Σ q·(log Σ exp z − z)
 * - teacher: Σ p̃·(log p̃ − log p)
 *
 * Bindings: loss [1], lines [2, rows (+ columns)], logits [N, C], other [N, C]. Sizes: N, C, columns too,
 * bits of the factor 1/N or 1/(2N). One workgroup.
 */
export function crossEntropyKernel(against: Against): Kernel {
  return {
    key: `crossEntropy ${against}`,
    source: () => `${declare([
      { name: 'loss', type: 'array<f32>', access: 'read_write' },
      { name: 'lines', type: 'array<f32>', access: 'read_write' },
      { name: 'logits', type: 'array<f32>' },
      { name: 'other', type: 'array<f32>' },
    ])}
${workgroupSums}
@compute @workgroup_size(${SUM_GROUP}) fn main(${builtins}) {
let N = sizes.x;
let C = sizes.y;
let count = select(N, N + C, sizes.z == 1u);
var sum = 0f;
for (var line = local; line < count; line += ${SUM_GROUP}u) {
let isRow = line < N;
let start = select(line - N, line * C, isRow);
let step = select(C, 1u, isRow);
let length = select(N, C, isRow);
${largest('logits', 'first')}
${against === 'teacher' ? largest('other', 'second') : 'var second = 0f;'}
var firstSum = 0f;
${against === 'teacher' ? 'var secondSum = 0f;' : ''}
for (var i = 0u; i < length; i++) {
let at = start + i * step;
firstSum += exp(logits[at] - first);
${against === 'teacher' ? 'secondSum += exp(other[at] - second);' : 'second += other[at];'}
}
first += log(firstSum);
${against === 'teacher' ? 'second += log(secondSum);' : ''}
for (var i = 0u; i < length; i++) {
let at = start + i * step;
${
  against === 'teacher'
    ? 'let logP = other[at] - second; sum += exp(logP) * (logP - (logits[at] - first));'
    : 'sum += other[at] * (first - logits[at]);'
}
}
lines[line] = first;
lines[count + line] = second;
}
${sumWorkgroup}
if (local == 0u) { loss[0] = shared_sums[0] * bitcast<f32>(sizes.w); }
}`,
  };
}

const largest = (name: string, into: string) => `var ${into} = ${name}[start];
for (var i = 1u; i < length; i++) { ${into} = max(${into}, ${name}[start + i * step]); }`;

/**
 * Gradient of the logits, times that which arrives.
 *
 * Bindings: dLogits [N, C], dy [1], lines, logits, other. Sizes: as above.
 */
export function crossEntropyGradientKernel(against: Against): Kernel {
  const part = (line: string) =>
    against === 'teacher'
      ? `exp(logits[item] - lines[${line}]) - exp(other[item] - lines[count + ${line}])`
      : `exp(logits[item] - lines[${line}]) * lines[count + ${line}] - other[item]`;
  return {
    key: `crossEntropyGradient ${against}`,
    source: () => `${declare([
      { name: 'dLogits', type: 'array<f32>', access: 'read_write' },
      { name: 'dy', type: 'array<f32>' },
      { name: 'lines', type: 'array<f32>' },
      { name: 'logits', type: 'array<f32>' },
      { name: 'other', type: 'array<f32>' },
    ])}
@compute @workgroup_size(${GROUP}) fn main(${builtins}) {
${invocation(GROUP)}
let N = sizes.x;
let C = sizes.y;
if (item >= N * C) { return; }
let count = select(N, N + C, sizes.z == 1u);
let row = item / C;
var sum = ${part('row')};
if (sizes.z == 1u) { let column = N + item % C; sum += ${part('column')}; }
dLogits[item] = sum * dy[0] * bitcast<f32>(sizes.w);
}`,
  };
}
