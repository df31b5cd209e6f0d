/** Text of a kernel and what names it: equal keys must mean equal text. */
export interface Kernel {
  readonly key: string;
  source(): string;
}

/** `count` lines, numbered from 0: loops unrolled, since an array indexed at run time costs like memory. */
export const repeat = (count: number, line: (i: number) => string, between = '\n'): string =>
  Array.from({ length: count }, (_, i) => line(i)).join(between);

export const components = ['x', 'y', 'z', 'w'] as const;

type Access = 'read' | 'read_write';

export interface Binding {
  readonly name: string;
  readonly type?: string;
  readonly access?: Access;
}

/**
 * Declarations of storage buffers in the order in which they are bound, and behind them `sizes`, four
 * whole numbers that change from call to call.
 */
export function declare(bindings: readonly Binding[]): string {
  const lines = bindings.map(
    ({ name, type = 'array<vec4f>', access = 'read' }, i) =>
      `@group(0) @binding(${i}) var<storage, ${access}> ${name}: ${type};`,
  );
  return [...lines, `@group(0) @binding(${bindings.length}) var<uniform> sizes: vec4u;`].join('\n');
}

/** Before the declarations of a kernel whose neighbours pass numbers round. */
export const QUADS = 'enable subgroups;\ndiagnostic(off, subgroup_uniformity);\n';

/** What gives a lane of a quad the number of its neighbour `lane ^ i`; on most devices one instruction. */
export const swaps = ['', 'quadSwapX', 'quadSwapY', 'quadSwapDiagonal'] as const;

/** What a device can do beyond the plainest WGSL. */
export interface Abilities {
  readonly subgroups: boolean;
}

/**
 * Lines along one dimension of a dispatch before the second is used; below every device's limit.
 */
export const GRID_WIDTH = 32_768;

/** Number of this invocation, with workgroups in rows of `GRID_WIDTH`. */
export const invocation = (workgroupSize: number): string =>
  `let item = (group.y * ${GRID_WIDTH}u + group.x) * ${workgroupSize}u + local;`;

export const builtins =
  '@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32';
