import type { Rng } from '../../src/math/rng.ts';
import type { Outline, Point } from './outlines.ts';

/** How the drawings of one set look. */
export interface Style {
  /** Half the width of the line, px; 0 fills the shape. */
  readonly halfLine: readonly [least: number, most: number];
  /** Whether shape and ground have colours of their own; without, it is black on nothing. */
  readonly coloured: boolean;
  /** Share of the image's half side by which each corner may be moved. */
  readonly wobble: number;
}

/** Samples of a pixel in each direction: 5 levels of ink, which pack well. */
const SAMPLES = 2;

const between = (rng: Rng, [least, most]: readonly [number, number]) =>
  least + rng.uniform() * (most - least);

/** The outline in pixels: turned, squeezed, moved, and each corner a little out of its place. */
function place(outline: Outline, side: number, wobble: number, rng: Rng): Point[] {
  const angle = between(rng, [-0.45, 0.45]);
  const scale = (side / 2) * between(rng, [0.45, 0.8]);
  const squeeze = Math.exp(between(rng, [-0.2, 0.2]));
  const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
  const room = side / 2 - scale;
  const [left, top] = [between(rng, [-room, room]) * 0.7, between(rng, [-room, room]) * 0.7];
  // Curves have many points: a share of the wobble each keeps them curves.
  const loose = outline.length > 12 ? wobble / 4 : wobble;
  return outline.map(([x, y]): Point => {
    const [u, v] = [
      x * squeeze + between(rng, [-loose, loose]),
      y / squeeze + between(rng, [-loose, loose]),
    ];
    return [
      side / 2 + left + scale * (cos * u - sin * v),
      side / 2 + top + scale * (sin * u + cos * v),
    ];
  });
}

/** Even-odd rule. */
function isInside(points: readonly Point[], x: number, y: number): boolean {
  let inside = false;
  points.forEach(([ax, ay], i) => {
    const [bx, by] = points[(i + 1) % points.length]!;
    if (ay > y !== by > y && x < ax + ((y - ay) * (bx - ax)) / (by - ay)) inside = !inside;
  });
  return inside;
}

/** Distance of a point from the nearest edge, px. */
function distance(points: readonly Point[], x: number, y: number): number {
  let nearest = Infinity;
  points.forEach(([ax, ay], i) => {
    const [bx, by] = points[(i + 1) % points.length]!;
    const [dx, dy] = [bx - ax, by - ay];
    const along = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1);
    const t = Math.min(1, Math.max(0, along));
    nearest = Math.min(nearest, Math.hypot(x - ax - t * dx, y - ay - t * dy));
  });
  return nearest;
}

/** Share of each pixel that the shape covers, in quarters: [side · side], 0..1. */
function coverage(points: readonly Point[], side: number, halfLine: number): Float64Array {
  const covered = new Float64Array(side * side);
  for (let y = 0; y < side * SAMPLES; y++) {
    for (let x = 0; x < side * SAMPLES; x++) {
      const [px, py] = [(x + 0.5) / SAMPLES, (y + 0.5) / SAMPLES];
      const inked = halfLine > 0 ? distance(points, px, py) <= halfLine : isInside(points, px, py);
      const pixel = Math.floor(y / SAMPLES) * side + Math.floor(x / SAMPLES);
      if (inked) covered[pixel]! += 1 / SAMPLES ** 2;
    }
  }
  return covered;
}

/** A light ground and a shape that is clearly darker, or the other way round. */
function colours(rng: Rng): readonly [ground: number[], ink: number[]] {
  const tone = (from: number, to: number) =>
    [0, 1, 2].map(() => 8 * Math.round(between(rng, [from, to]) / 8));
  const pair = [tone(150, 248), tone(0, 140)] as const;
  return rng.below(3) === 0 ? [pair[1], pair[0]] : pair;
}

/** One drawing: [side, side, 4] bytes RGBA, straight alpha. */
export function drawShape(outline: Outline, style: Style, side: number, rng: Rng): Uint8Array {
  const points = place(outline, side, style.wobble, rng);
  const covered = coverage(points, side, between(rng, style.halfLine));
  const rgba = new Uint8Array(side * side * 4);
  const [ground, ink] = style.coloured ? colours(rng) : [null, null];
  covered.forEach((share, i) => {
    rgba[4 * i + 3] = ground ? 255 : Math.round(255 * share);
    if (!ground) return;
    for (let c = 0; c < 3; c++) {
      rgba[4 * i + c] = Math.round(ground[c]! + share * (ink[c]! - ground[c]!));
    }
  });
  return rgba;
}
