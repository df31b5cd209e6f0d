import { GRID_STEPS, type SmoothPoint } from '../../metrics/smoothReliability.ts';

type At = readonly [x: number, y: number];

/** A path through points of the unit square, y upwards. @param size side of the square, px */
const line = (points: readonly At[], size: number) =>
  points.map(([x, y], i) => `${i ? 'L' : 'M'}${round(x * size)} ${round((1 - y) * size)}`).join('');

const round = (value: number) => Math.round(value * 100) / 100;

/** The curve in pieces, broken where points of the grid are missing: no sample is around. */
function pieces(points: readonly SmoothPoint[]): readonly (readonly SmoothPoint[])[] {
  const found: SmoothPoint[][] = [];
  for (const point of points) {
    const last = found.at(-1);
    if (last && point.at - last.at(-1)!.at < 1.5 / GRID_STEPS) last.push(point);
    else found.push([point]);
  }
  return found;
}

/** Accuracy against confidence as an SVG path. */
export const smoothCurve = (points: readonly SmoothPoint[], size: number): string =>
  pieces(points)
    .map((piece) =>
      line(
        piece.map(({ confidence, accuracy }): At => [confidence, accuracy]),
        size,
      ),
    )
    .join('');

/** The band of the intervals as closed paths. */
export const smoothBand = (points: readonly SmoothPoint[], size: number): string =>
  pieces(points)
    .map((piece) => {
      const edge = (side: 0 | 1) =>
        piece.map(({ confidence, accuracyInterval }): At => [confidence, accuracyInterval[side]]);
      return `${line([...edge(1), ...edge(0).reverse()], size)}Z`;
    })
    .join('');

/** What lies between curve and diagonal, where the model is too sure (`over`) or not sure enough. */
export const smoothGap = (
  points: readonly SmoothPoint[],
  size: number,
  side: 'over' | 'under',
): string =>
  pieces(points)
    .map((piece) => {
      const clipped = piece.map(
        ({ confidence: x, accuracy: y }): At => [
          x,
          side === 'over' ? Math.min(x, y) : Math.max(x, y),
        ],
      );
      const back = piece.map(({ confidence: x }): At => [x, x]).reverse();
      return `${line([...clipped, ...back], size)}Z`;
    })
    .join('');

/** How densely the confidences lie, as a closed path of a given height, the densest place at its top. */
export function densityArea(
  points: readonly SmoothPoint[],
  { size, height, bottom }: { size: number; height: number; bottom: number },
): string {
  const most = Math.max(...points.map(({ density }) => density));
  return pieces(points)
    .map((piece) => {
      const x = ({ at }: SmoothPoint) => round(at * size);
      const top = piece
        .map((point) => `L${x(point)} ${round(bottom - (point.density / most) * height)}`)
        .join('');
      return `M${x(piece[0]!)} ${bottom}${top}L${x(piece.at(-1)!)} ${bottom}Z`;
    })
    .join('');
}
