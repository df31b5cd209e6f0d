import * as tf from '../../src/ops/tf.ts';
import type { WebgpuBackend } from '../../src/ops/webgpu/backend.ts';
import { deviceOf } from '../../src/ops/webgpu/current.ts';
import type { Tile } from '../../src/ops/webgpu/product.ts';
import { portableTiles } from '../../src/ops/webgpu/tiles.ts';

/** Kernels whose text is short: a software adapter compiles the large ones for seconds each. */
const small: Tile = {
  kind: 'registers',
  ...{ rows: 4, vectors: 1, stack: 2, slices: 2, quads: false },
};

/** Which tiles products use on WebGPU from now on; nothing on other backends. */
export function useTile(name: 'small' | 'portable'): void {
  if (tf.getBackend() !== 'webgpu') return;
  const device = deviceOf(tf.backend() as unknown as WebgpuBackend);
  device.tiles = name === 'small' ? { rows: small, columns: small, large: small } : portableTiles;
}
