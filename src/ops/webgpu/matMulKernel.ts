import { columnProduct } from './columnProduct.ts';
import { divides, type Product, type RegisterTile, vectorsFor } from './product.ts';
import { rowProduct } from './rowProduct.ts';
import type { Kernel } from './wgsl.ts';

const keyOf = (product: Product, tile: RegisterTile): string =>
  `matmul ${JSON.stringify([product, tile])}`;

/** The kernel of a product. @throws RangeError for sizes that are no multiples of 4 */
export function matMulKernel(product: Product, tile: RegisterTile): Kernel {
  const { mode, K, N, aStride = 0, aOffset = 0, cStride = 0, cOffset = 0 } = product;
  if (!divides(K, N, aStride, aOffset, cStride, cOffset)) {
    throw new RangeError(`No kernel for a product of ${JSON.stringify(product)}`);
  }
  return {
    key: keyOf(product, tile),
    source: () => (mode === 'TN' ? columnProduct(product, tile) : rowProduct(product, tile)),
  };
}

/** Workgroups of a product of `rowCount` rows. */
export function matMulGrid(
  { mode, K, N }: Product,
  tile: RegisterTile,
  rowCount: number,
): [number, number] {
  const { rows, stack } = tile;
  const along = Math.ceil(N / 4 / (4 * vectorsFor(N, tile)));
  const down = mode === 'TN' ? K : rowCount;
  return [along, Math.ceil(down / (rows * stack))];
}
