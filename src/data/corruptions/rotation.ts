import { type Corruption, type SeverityTable, strengthOf, toBytes } from './corruption.ts';

/**
 * Degrees, to the left or to the right. Chosen here: Hendrycks & Dietterich 2019 rotate only in
 * ImageNet-P. From a tilt that the eye hardly notices to one that it cannot miss; at 20° the small
 * models of this lab have lost most of what they knew.
 */
const degrees: SeverityTable = [3, 6, 10, 15, 25];
/** What the page behind the icons shows. */
const WHITE = 255;

export const rotation: Corruption = {
  id: 'rotation',
  label: 'Rotation',
  summary:
    'Turned about its middle, left or right by chance: 3° at 1, 25° at 5; corners are white.',
  apply(pixels, side, severity, rng) {
    const sign = rng.below(2) === 0 ? -1 : 1;
    const angle = (sign * strengthOf(degrees, severity) * Math.PI) / 180;
    const [cos, sin, middle] = [Math.cos(angle), Math.sin(angle), (side - 1) / 2];
    const at = (x: number, y: number, c: number) =>
      x < 0 || y < 0 || x >= side || y >= side ? WHITE : pixels[3 * (y * side + x) + c]!;
    const out = new Float64Array(pixels.length);
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++) {
        const fromX = middle + cos * (x - middle) + sin * (y - middle);
        const fromY = middle - sin * (x - middle) + cos * (y - middle);
        const [x0, y0] = [Math.floor(fromX), Math.floor(fromY)];
        const [dx, dy] = [fromX - x0, fromY - y0];
        for (let c = 0; c < 3; c++) {
          const top = (1 - dx) * at(x0, y0, c) + dx * at(x0 + 1, y0, c);
          const bottom = (1 - dx) * at(x0, y0 + 1, c) + dx * at(x0 + 1, y0 + 1, c);
          out[3 * (y * side + x) + c] = (1 - dy) * top + dy * bottom;
        }
      }
    }
    return toBytes(out);
  },
};
