/**
 * How far from its line each dot of a row lies, in dots: 0 for those that touch no other, else the
 * nearest free place above or below, so that every value can be seen.
 *
 * @param places px along the row
 * @param size   px of a dot
 * @param most   places on either side of the line; what finds none lies on another
 */
export function swarm(places: readonly number[], size: number, most: number): readonly number[] {
  const offsets = places.map(() => 0);
  const order = places.map((_, i) => i).sort((a, b) => places[a]! - places[b]!);
  const wishes = [0];
  for (let i = 1; i <= most; i++) wishes.push(i, -i);
  order.forEach((dot, done) => {
    const near = order
      .slice(0, done)
      .filter((other) => places[dot]! - places[other]! < size)
      .map((other) => offsets[other]!);
    offsets[dot] = wishes.find((wish) => !near.includes(wish)) ?? 0;
  });
  return offsets;
}
