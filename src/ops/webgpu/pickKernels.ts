import { builtins, declare, invocation, type Kernel } from './wgsl.ts';

const GROUP = 64;

/** Which row of its item is wanted: the first, or that at its position. */
export type Picked = 'first' | 'position';

const rowOf = (picked: Picked) =>
  picked === 'first' ? 'b * sizes.y' : 'b * sizes.y + u32(positions[b])';
const positionsIf = (picked: Picked) =>
  picked === 'first' ? [] : [{ name: 'positions', type: 'array<i32>' }];

/**
 * One row of each item, of two matrices at once.
 *
 * Bindings: toA, toB [B, W], a, b [B·T, W] (, positions). Sizes: B, T.
 */
export function pickKernel(width: number, picked: Picked): Kernel {
  const W4 = width / 4;
  return {
    key: `pick ${width} ${picked}`,
    source: () => `${declare([
      { name: 'toA', access: 'read_write' },
      { name: 'toB', access: 'read_write' },
      { name: 'fromA' },
      { name: 'fromB' },
      ...positionsIf(picked),
    ])}
@compute @workgroup_size(${GROUP}) fn main(${builtins}) {
${invocation(GROUP)}
let b = item / ${W4}u;
if (b >= sizes.x) { return; }
let at = (${rowOf(picked)}) * ${W4}u + item % ${W4}u;
toA[item] = fromA[at];
toB[item] = fromB[at];
}`,
  };
}

/**
 * The way back: the gradients of the picked rows. `a`, of which every row has a gradient by now, is added
 * to; in `rest` all other rows become 0.
 *
 * Bindings: a, rest [B·T, W] dA, dB [B, W] (, positions). Sizes: B, T.
 */
export function spreadKernel(width: number, picked: Picked): Kernel {
  const W4 = width / 4;
  return {
    key: `spread ${width} ${picked}`,
    source: () => `${declare([
      { name: 'a', access: 'read_write' },
      { name: 'rest', access: 'read_write' },
      { name: 'dA' },
      { name: 'dB' },
      ...positionsIf(picked),
    ])}
@compute @workgroup_size(${GROUP}) fn main(${builtins}) {
${invocation(GROUP)}
let row = item / ${W4}u;
if (row >= sizes.x * sizes.y) { return; }
let b = row / sizes.y;
let origin = b * ${W4}u + item % ${W4}u;
if (row == ${rowOf(picked)}) {
a[item] += dA[origin];
rest[item] = dB[origin];
} else {
rest[item] = vec4f();
}
}`,
  };
}

export const pickGroups = (rows: number, width: number): number =>
  Math.ceil((rows * (width / 4)) / GROUP);
