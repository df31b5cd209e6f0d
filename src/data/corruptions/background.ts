import type { Rng } from '../../math/rng.ts';
import { type Corruption, type SeverityTable, strengthOf, toBytes } from './corruption.ts';

/**
 * How far the texture may darken white, as a share of it. Chosen here in even steps; in the spirit
 * of the textured backgrounds of Xiao et al. 2020 (arXiv:2006.09994) and of fog in ImageNet-C.
 */
const depths: SeverityTable = [0.15, 0.3, 0.45, 0.6, 0.75];
/** Knots across the image, coarse then fine, and the weight of each. */
const octaves = [
  { knots: 5, weight: 2 / 3 },
  { knots: 11, weight: 1 / 3 },
] as const;

const smoothstep = (t: number) => t * t * (3 - 2 * t);

/** Value noise: random numbers at knots, smooth in between. [S, S] in 0 … 1. */
function valueNoise(side: number, rng: Rng): Float64Array {
  const texture = new Float64Array(side * side);
  for (const { knots, weight } of octaves) {
    const values = Float64Array.from({ length: knots * knots }, () => rng.uniform());
    const place = (p: number) => (p * (knots - 1)) / side;
    const knot = Int32Array.from({ length: side }, (_, p) => Math.floor(place(p)));
    const share = Float64Array.from(knot, (k, p) => smoothstep(place(p) - k));
    for (let y = 0; y < side; y++) {
      const row = knot[y]! * knots;
      const down = share[y]!;
      for (let x = 0; x < side; x++) {
        const at = row + knot[x]!;
        const right = share[x]!;
        const top = values[at]! + right * (values[at + 1]! - values[at]!);
        const below = at + knots;
        const bottom = values[below]! + right * (values[below + 1]! - values[below]!);
        texture[y * side + x]! += weight * (top + down * (bottom - top));
      }
    }
  }
  return texture;
}

export const background: Corruption = {
  id: 'background',
  label: 'Background',
  summary:
    'A coloured, cloudy texture in place of white paper, multiplied in so that black stays black; it darkens white by up to 15 % at 1, 75 % at 5.',
  apply(pixels, side, severity, rng) {
    const depth = strengthOf(depths, severity);
    const out = new Float64Array(pixels.length);
    for (let c = 0; c < 3; c++) {
      const texture = valueNoise(side, rng);
      for (let p = 0; p < texture.length; p++) {
        out[3 * p + c] = pixels[3 * p + c]! * (1 - depth * texture[p]!);
      }
    }
    return toBytes(out);
  },
};
