export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface LabelWish {
  readonly id: string;
  /** The marker that the label stands beside, and its radius. */
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedLabel {
  readonly id: string;
  /** Upper left corner. */
  readonly left: number;
  readonly top: number;
  /** Its place is so far from the marker that a line must join them. */
  readonly leads: boolean;
}

const gap = 4;
const overlap = (a: Box, b: Box) =>
  Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) *
  Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top));

const outside = (box: Box, { left, top, right, bottom }: Box) =>
  Math.max(0, left - box.left) +
  Math.max(0, box.right - right) +
  Math.max(0, top - box.top) +
  Math.max(0, box.bottom - bottom);

/** Places around a marker, the best first: right, left, above, below, the corners, then farther off. */
function candidates({ x, y, radius, width, height }: LabelWish): (Box & { cost: number })[] {
  const boxes: (Box & { cost: number })[] = [];
  const add = (left: number, top: number, cost: number) =>
    boxes.push({ left, top, right: left + width, bottom: top + height, cost });
  for (const [ring, far] of [0, 14, 28, 44].entries()) {
    const away = radius + gap + far;
    const cost = ring * 30;
    add(x + away, y - height / 2, cost);
    add(x - away - width, y - height / 2, cost + 2);
    add(x - width / 2, y - away - height, cost + 4);
    add(x - width / 2, y + away, cost + 4);
    const aside = radius * 0.7 + far;
    add(x + aside, y - aside - height, cost + 3);
    add(x + aside, y + aside, cost + 3);
    add(x - aside - width, y - aside - height, cost + 5);
    add(x - aside - width, y + aside, cost + 5);
  }
  return boxes;
}

/**
 * Places labels beside their markers so that they neither cover one another nor a marker, and stay
 * within bounds where they can. Greedy in the order given: the first label gets the best place.
 *
 * @param obstacles what labels should not cover, such as trails
 */
export function placeLabels(
  wishes: readonly LabelWish[],
  bounds: Box,
  obstacles: readonly Box[] = [],
): readonly PlacedLabel[] {
  const marks = wishes.map(({ x, y, radius }) => ({
    left: x - radius,
    top: y - radius,
    right: x + radius,
    bottom: y + radius,
  }));
  const taken: Box[] = [];
  return wishes.map((wish) => {
    const scored = candidates(wish).map((box) => ({
      box,
      score:
        box.cost +
        100 * outside(box, bounds) +
        1000 * taken.reduce((sum, other) => sum + overlap(box, other), 0) +
        2 * marks.reduce((sum, mark) => sum + overlap(box, mark), 0) +
        0.25 * obstacles.reduce((sum, one) => sum + overlap(box, one), 0),
    }));
    const { box } = scored.reduce((best, one) => (one.score < best.score ? one : best));
    taken.push(box);
    return { id: wish.id, left: box.left, top: box.top, leads: box.cost >= 30 };
  });
}
