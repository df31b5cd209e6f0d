/**
 * Marks on a rail in as few rows as keep them apart.
 *
 * @param places x of each mark, px
 * @param markSize room a mark takes, px
 * @param rows at most; what finds no room lies in the last one, over its neighbour
 * @returns the row of each mark, 0 first
 */
export function placeTicks(
  places: readonly number[],
  markSize: number,
  rows: number,
): readonly number[] {
  const order = places.map((x, index) => ({ x, index })).sort((a, b) => a.x - b.x);
  /** Where each row is free from. */
  const free = new Array<number>(rows).fill(Number.NEGATIVE_INFINITY);
  const rowOf = new Array<number>(places.length).fill(0);
  for (const { x, index } of order) {
    const fitting = free.findIndex((from) => from <= x - markSize / 2);
    const row = fitting < 0 ? rows - 1 : fitting;
    free[row] = x + markSize / 2;
    rowOf[index] = row;
  }
  return rowOf;
}
