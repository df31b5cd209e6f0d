import {
  type Abilities,
  builtins,
  declare,
  invocation,
  type Kernel,
  QUADS,
  repeat,
} from './wgsl.ts';

const GROUP = 64;
/** Rows that one invocation of the column sums goes through. */
export const CHUNK_ROWS = 64;

/**
 * How a row of W numbers is shared: by the four invocations of a quad, which add up by swapping, or
 * by none. Neither needs workgroup memory or a barrier.
 */
function sharing(width: number, { subgroups }: Abilities) {
  const lanes = subgroups && width % 16 === 0 ? 4 : 1;
  const vectors = width / 4 / lanes;
  return {
    lanes,
    vectors,
    enable: lanes === 4 ? QUADS : '',
    sum: (name: string) =>
      lanes === 4 ? `${name} += quadSwapX(${name}); ${name} += quadSwapY(${name});` : '',
    /** Rows from 0; invocations beyond the last repeat it and store nothing. */
    place: `let line = item / ${lanes}u; let inside = line < R; let row = min(line, R - 1u); let lane = item % ${lanes}u; let at = row * ${width / 4}u + lane;`,
    step: (i: number) => `${lanes * i}u`,
  };
}

/** A row that is long goes through memory twice rather than into registers that spill. */
const unrolled = (vectors: number) => vectors <= 32;

/**
 * y = x̂·γ + β over rows of W numbers; `stats` keeps mean and 1/√(var + eps) of each.
 *
 * Bindings: y [R, W], stats [R, 2], x [R, W], gain [W], shift [W]. Sizes: R.
 */
export function layerNormKernel(width: number, eps: number, abilities: Abilities): Kernel {
  return {
    key: `layerNorm ${width} ${eps} ${abilities.subgroups}`,
    source: () => {
      const { enable, vectors, sum, place, step } = sharing(width, abilities);
      const loop = (line: (i: string) => string) =>
        unrolled(vectors)
          ? repeat(vectors, (i) => line(step(i)))
          : `for (var n = 0u; n < ${vectors}u; n++) { ${line(`n * ${step(1)}`)} }`;
      return `${enable}
${declare([
  { name: 'y', access: 'read_write' },
  { name: 'stats', type: 'array<vec2f>', access: 'read_write' },
  { name: 'x' },
  { name: 'gain' },
  { name: 'shift' },
])}
@compute @workgroup_size(${GROUP}) fn main(${builtins}) {
let R = sizes.x;
${invocation(GROUP)}
${place}
var total = vec4f();
${loop((i) => `total += x[at + ${i}];`)}
var mean = dot(total, vec4f(${1 / width}f));
${sum('mean')}
var square = 0f;
${loop((i) => `{ let d = x[at + ${i}] - mean; square += dot(d, d); }`)}
${sum('square')}
let inverse = inverseSqrt(square * ${1 / width}f + ${eps}f);
if (!inside) { return; }
${loop((i) => `y[at + ${i}] = (x[at + ${i}] - mean) * inverse * gain[lane + ${i}] + shift[lane + ${i}];`)}
if (lane == 0u) { stats[row] = vec2f(mean, inverse); }
}`;
    },
  };
}

export const layerNormGroups = (rows: number, width: number, { subgroups }: Abilities): number =>
  Math.ceil((rows * (subgroups && width % 16 === 0 ? 4 : 1)) / GROUP);

/**
 * Gradient of the input, and chunk sums for those of gain and shift, in one dispatch: the first
 * `sizes.y` workgroups do the one, the others the other.
 *
 *   dx = (g − mean(g) − x̂·mean(g·x̂))·inverse (+ residual), g = dy·γ
 *
 * `again` writes what the norm gave once more, for the gradient of the weights behind it: it is cheaper
 * to compute than to keep. It lies behind the parts in their buffer, since eight are bound at the most.
 *
 * Bindings: dx [R, W], parts [2, chunks, W] (, y [R, W]), dy, x [R, W], stats [R, 2], gain [W]
 * (, shift [W]) (, residual [R, W]). Sizes: R, workgroups of the first kind, chunks, where y begins in
 * vectors.
 */
export function layerNormGradientKernel(
  width: number,
  { residual, again }: { readonly residual: boolean; readonly again: boolean },
  abilities: Abilities,
): Kernel {
  return {
    key: `layerNormGradient ${width} ${residual} ${again} ${abilities.subgroups}`,
    source: () => {
      const { enable, vectors, sum, place, step } = sharing(width, abilities);
      const W4 = width / 4;
      const loop = (line: (i: string) => string) =>
        unrolled(vectors)
          ? repeat(vectors, (i) => line(step(i)))
          : `for (var n = 0u; n < ${vectors}u; n++) { ${line(`n * ${step(1)}`)} }`;
      return `${enable}
${declare([
  { name: 'dx', access: 'read_write' },
  { name: 'parts', access: 'read_write' },
  { name: 'dy' },
  { name: 'x' },
  { name: 'stats', type: 'array<vec2f>' },
  { name: 'gain' },
  ...(again ? [{ name: 'shift' }] : []),
  ...(residual ? [{ name: 'rest' }] : []),
])}
@compute @workgroup_size(${GROUP}) fn main(${builtins}) {
let R = sizes.x;
${invocation(GROUP)}
if (item >= sizes.y * ${GROUP}u) {
let sumItem = item - sizes.y * ${GROUP}u;
let chunk = sumItem / ${W4}u;
let column = sumItem % ${W4}u;
if (chunk >= sizes.z) { return; }
var gains = vec4f();
var shifts = vec4f();
for (var r = chunk * ${CHUNK_ROWS}u; r < min((chunk + 1u) * ${CHUNK_ROWS}u, R); r++) {
let s = stats[r];
let d = dy[r * ${W4}u + column];
gains += d * ((x[r * ${W4}u + column] - s.x) * s.y);
shifts += d;
}
parts[chunk * ${W4}u + column] = gains;
parts[(sizes.z + chunk) * ${W4}u + column] = shifts;
return;
}
${place}
let s = stats[row];
var sumG = vec4f();
var sumGx = vec4f();
${loop((i) => `{ let g = dy[at + ${i}] * gain[lane + ${i}]; sumG += g; sumGx += g * ((x[at + ${i}] - s.x) * s.y); }`)}
var meanG = dot(sumG, vec4f(${1 / width}f));
var meanGx = dot(sumGx, vec4f(${1 / width}f));
${sum('meanG')}
${sum('meanGx')}
if (!inside) { return; }
${loop((i) => `dx[at + ${i}] = s.y * (dy[at + ${i}] * gain[lane + ${i}] - meanG - (x[at + ${i}] - s.x) * s.y * meanGx)${residual ? ` + rest[at + ${i}]` : ''};`)}
${again ? loop((i) => `parts[sizes.w + at + ${i}] = (x[at + ${i}] - s.x) * s.y * gain[lane + ${i}] + shift[lane + ${i}];`) : ''}
}`;
    },
  };
}

/**
 * Sums of chunk sums, in their order.
 *
 * Bindings: dGain, dShift [W], parts [2, chunks, W]. Sizes: chunks.
 */
export function chunkSumKernel(width: number): Kernel {
  const W4 = width / 4;
  return {
    key: `chunkSum ${width}`,
    source: () => `${declare([
      { name: 'dGain', access: 'read_write' },
      { name: 'dShift', access: 'read_write' },
      { name: 'parts' },
    ])}
@compute @workgroup_size(${GROUP}) fn main(${builtins}) {
${invocation(GROUP)}
if (item >= ${W4}u) { return; }
var gains = vec4f();
var shifts = vec4f();
for (var c = 0u; c < sizes.x; c++) {
gains += parts[c * ${W4}u + item];
shifts += parts[(sizes.x + c) * ${W4}u + item];
}
dGain[item] = gains;
dShift[item] = shifts;
}`,
  };
}

export const columnGroups = (count: number, width: number): number =>
  Math.ceil((count * (width / 4)) / GROUP);
