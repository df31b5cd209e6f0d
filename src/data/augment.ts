/**
 * Copies one square RGB image, moved `dx` pixels to the right and `dy` down; what enters from
 * outside is `fill`, what leaves is lost.
 *
 * @param source       holds [S, S, 3] bytes from `sourceOffset` on
 * @param target       receives [S, S, 3] bytes from `targetOffset` on; must not overlap the source
 * @param size         S
 * @param dx           whole pixels, negative to the left
 * @param dy           whole pixels, negative up
 */
export function translateImage(
  source: Uint8Array,
  sourceOffset: number,
  target: Uint8Array,
  targetOffset: number,
  size: number,
  dx: number,
  dy: number,
  fill: number,
): void {
  const rowBytes = size * 3;
  target.fill(fill, targetOffset, targetOffset + size * rowBytes);
  const columns = size - Math.abs(dx);
  if (columns <= 0) return;
  const from = Math.max(0, -dx) * 3;
  const to = Math.max(0, dx) * 3;
  for (let y = Math.max(0, dy); y < Math.min(size, size + dy); y++) {
    const start = sourceOffset + (y - dy) * rowBytes + from;
    target.set(source.subarray(start, start + columns * 3), targetOffset + y * rowBytes + to);
  }
}
