import { columnProduct } from './columnProduct.ts';
import { divides, type Product, type Tile, vectorsFor } from './product.ts';
import { rowProduct } from './rowProduct.ts';
import { sharedProduct, sharedSides } from './sharedProduct.ts';
import type { Kernel } from './wgsl.ts';

const keyOf = (product: Product, tile: Tile): string => `matmul ${JSON.stringify([product, tile])}`;

function sourceOf(product: Product, tile: Tile): string {
  if (tile.kind === 'shared') return sharedProduct(product, tile);
  return product.mode === 'TN' ? columnProduct(product, tile) : rowProduct(product, tile);
}

/** The kernel of a product. @throws RangeError for sizes that are no multiples of 4 */
export function matMulKernel(product: Product, tile: Tile): Kernel {
  const { K, N, aStride = 0, aOffset = 0, cStride = 0, cOffset = 0 } = product;
  if (!divides(K, N, aStride, aOffset, cStride, cOffset)) {
    throw new RangeError(`No kernel for a product of ${JSON.stringify(product)}`);
  }
  return { key: keyOf(product, tile), source: () => sourceOf(product, tile) };
}

/** Workgroups of a product of `rowCount` rows. */
export function matMulGrid(
  { mode, K, N }: Product,
  tile: Tile,
  rowCount: number,
): [number, number] {
  const down = mode === 'TN' ? K : rowCount;
  if (tile.kind === 'shared') {
    const { rows, columns } = sharedSides(tile);
    return [Math.ceil(N / columns), Math.ceil(down / rows)];
  }
  const along = Math.ceil(N / 4 / (4 * vectorsFor(N, tile)));
  return [along, Math.ceil(down / (tile.rows * tile.stack))];
}
