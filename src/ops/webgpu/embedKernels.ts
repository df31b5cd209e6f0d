import { builtins, declare, invocation, type Kernel } from './wgsl.ts';

const GROUP = 64;

export const embedGroups = (items: number): number => Math.ceil(items / GROUP);

interface PatchSizes {
  readonly side: number;
  readonly patch: number;
}

/**
 * Images [B, S, S, 3] → patches [B·P, 3·p·p], in each patch channel by channel, row by row: the order of
 * a convolution's weights. Sizes: how many numbers there are.
 */
export function patchKernel({ side, patch }: PatchSizes): Kernel {
  const grid = side / patch;
  const area = patch * patch;
  return {
    key: `patches ${side} ${patch}`,
    source: () => `${declare([
      { name: 'patches', type: 'array<f32>', access: 'read_write' },
      { name: 'images', type: 'array<f32>' },
    ])}
@compute @workgroup_size(${GROUP}) fn main(${builtins}) {
${invocation(GROUP)}
if (item >= sizes.x) { return; }
let place = item % ${3 * area}u;
let number = item / ${3 * area}u;
let channel = place / ${area}u;
let y = (number / ${grid}u % ${grid}u) * ${patch}u + place % ${area}u / ${patch}u;
let x = (number % ${grid}u) * ${patch}u + place % ${patch}u;
let image = number / ${grid * grid}u;
patches[item] = images[((image * ${side}u + y) * ${side}u + x) * 3u + channel];
}`,
  };
}

/**
 * Class token before the patches, positions added.
 *
 * Bindings: states [B, 1 + P, W], patches [B·P, W], token [W], positions [1 + P, W]. Sizes: B.
 */
export function placePatchesKernel(patchCount: number, width: number): Kernel {
  const W4 = width / 4;
  return {
    key: `placePatches ${patchCount} ${width}`,
    source: () => `${declare([
      { name: 'states', access: 'read_write' },
      { name: 'patches' },
      { name: 'token' },
      { name: 'positions' },
    ])}
@compute @workgroup_size(${GROUP}) fn main(${builtins}) {
${invocation(GROUP)}
let row = item / ${W4}u;
let column = item % ${W4}u;
let b = row / ${patchCount + 1}u;
let t = row % ${patchCount + 1}u;
if (b >= sizes.x) { return; }
var value = positions[t * ${W4}u + column];
if (t == 0u) { value += token[column]; }
else { value += patches[(b * ${patchCount}u + t - 1u) * ${W4}u + column]; }
states[item] = value;
}`,
  };
}

/**
 * The way back: sums over the items in their order, and the patches' own part.
 *
 * Bindings: dPatches [B·P, W], dToken [W], dPositions [1 + P, W], dStates [B, 1 + P, W]. Sizes: B.
 */
export function placePatchesGradientKernel(patchCount: number, width: number): Kernel {
  const W4 = width / 4;
  return {
    key: `placePatchesGradient ${patchCount} ${width}`,
    source: () => `${declare([
      { name: 'dPatches', access: 'read_write' },
      { name: 'dToken', access: 'read_write' },
      { name: 'dPositions', access: 'read_write' },
      { name: 'dStates' },
    ])}
@compute @workgroup_size(${GROUP}) fn main(${builtins}) {
${invocation(GROUP)}
let t = item / ${W4}u;
let column = item % ${W4}u;
if (t >= ${patchCount + 1}u) { return; }
var sum = vec4f();
for (var b = 0u; b < sizes.x; b++) {
let value = dStates[(b * ${patchCount + 1}u + t) * ${W4}u + column];
sum += value;
if (t > 0u) { dPatches[(b * ${patchCount}u + t - 1u) * ${W4}u + column] = value; }
}
dPositions[item] = sum;
if (t == 0u) { dToken[column] = sum; }
}`,
  };
}

/**
 * Rows of a table by id, positions added.
 *
 * Bindings: states [B·T, W], table [V, W], positions [≥ T, W], ids [B·T] int32. Sizes: B·T, T.
 */
export function placeTokensKernel(width: number): Kernel {
  const W4 = width / 4;
  return {
    key: `placeTokens ${width}`,
    source: () => `${declare([
      { name: 'states', access: 'read_write' },
      { name: 'table' },
      { name: 'positions' },
      { name: 'ids', type: 'array<i32>' },
    ])}
@compute @workgroup_size(${GROUP}) fn main(${builtins}) {
${invocation(GROUP)}
let row = item / ${W4}u;
let column = item % ${W4}u;
if (row >= sizes.x) { return; }
states[item] = table[u32(ids[row]) * ${W4}u + column] + positions[row % sizes.y * ${W4}u + column];
}`,
  };
}

/** Vectors of a row that one invocation adds up, so that it looks for its id only once. */
const SHARE = 4;
export const tokenGradientItems = (rows: number, width: number): number =>
  rows * Math.ceil(width / 4 / SHARE);

/**
 * Gradient of the table, without atomics: whoever holds the first place of an id adds up all of them
 * in their order. Rows of ids that do not occur must be 0 beforehand.
 *
 * Bindings: dTable [V, W], dStates [B·T, W], ids [B·T] int32. Sizes: B·T.
 */
export function tokenGradientKernel(width: number): Kernel {
  const W4 = width / 4;
  const shares = Math.ceil(W4 / SHARE);
  return {
    key: `tokenGradient ${width}`,
    source: () => `${declare([
      { name: 'dTable', access: 'read_write' },
      { name: 'dStates' },
      { name: 'ids', type: 'array<i32>' },
    ])}
@compute @workgroup_size(${GROUP}) fn main(${builtins}) {
${invocation(GROUP)}
let row = item / ${shares}u;
if (row >= sizes.x) { return; }
let id = ids[row];
for (var before = 0u; before < row; before++) { if (ids[before] == id) { return; } }
let first = item % ${shares}u * ${SHARE}u;
let last = min(first + ${SHARE}u, ${W4}u);
for (var column = first; column < last; column++) { dTable[u32(id) * ${W4}u + column] = dStates[row * ${W4}u + column]; }
for (var after = row + 1u; after < sizes.x; after++) {
if (ids[after] == id) {
for (var column = first; column < last; column++) { dTable[u32(id) * ${W4}u + column] += dStates[after * ${W4}u + column]; }
}
}
}`,
  };
}

/**
 * Gradient of the positions: sums over the items in their order; 0 for positions beyond T.
 *
 * Bindings: dPositions [M, W], dStates [B·T, W]. Sizes: B, T, M.
 */
export function positionGradientKernel(width: number): Kernel {
  const W4 = width / 4;
  return {
    key: `positionGradient ${width}`,
    source: () => `${declare([{ name: 'dPositions', access: 'read_write' }, { name: 'dStates' }])}
@compute @workgroup_size(${GROUP}) fn main(${builtins}) {
${invocation(GROUP)}
let t = item / ${W4}u;
if (t >= sizes.z) { return; }
var sum = vec4f();
if (t < sizes.y) {
for (var b = 0u; b < sizes.x; b++) { sum += dStates[(b * sizes.y + t) * ${W4}u + item % ${W4}u]; }
}
dPositions[item] = sum;
}`,
  };
}
