import * as tf from '../../src/ops/tf.ts';
import type { WebgpuBackend } from '../../src/ops/webgpu/backend.ts';
import { deviceOf } from '../../src/ops/webgpu/current.ts';
import type { Tile } from '../../src/ops/webgpu/product.ts';
import { portableTiles, type Tiles } from '../../src/ops/webgpu/tiles.ts';

/** Kernels whose text is short: a software adapter compiles the large ones for seconds each. */
const small: Tile = {
  kind: 'registers',
  ...{ rows: 4, vectors: 1, stack: 2, slices: 2, quads: false },
};
const quads: Tile = { ...small, slices: 1, quads: true };

const all = (tile: Tile): Tiles => ({ rows: tile, columns: tile, large: tile });

/**
 * Which tiles products use on WebGPU from now on; nothing on other backends. With quads, attention
 * passes round what it loads too.
 */
export function useTile(name: 'small' | 'quads' | 'portable'): void {
  if (tf.getBackend() !== 'webgpu') return;
  const device = deviceOf(tf.backend() as unknown as WebgpuBackend);
  if (name === 'quads' && !device.abilities.subgroups) throw new Error('This adapter has no quads');
  device.tiles = { small: all(small), quads: all(quads), portable: portableTiles }[name];
}
