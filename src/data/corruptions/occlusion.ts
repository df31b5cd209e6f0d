import { type Corruption, type SeverityTable, strengthOf } from './corruption.ts';

/**
 * Side of the patch as a share of the image's. After DeVries & Taylor 2017 (arXiv:1708.04552), who
 * cover half the side of a CIFAR-10 image; the rungs around it are chosen here.
 */
const sides: SeverityTable = [0.2, 0.3, 0.4, 0.5, 0.6];
const GREY = 128;

export const occlusion: Corruption = {
  id: 'occlusion',
  label: 'Occlusion',
  summary: 'A grey square somewhere on the image: 4 % of its area at 1, 36 % at 5.',
  apply(pixels, side, severity, rng) {
    const patch = Math.round(strengthOf(sides, severity) * side);
    const left = rng.below(side - patch + 1);
    const top = rng.below(side - patch + 1);
    const out = Uint8Array.from(pixels);
    for (let y = top; y < top + patch; y++) {
      out.fill(GREY, 3 * (y * side + left), 3 * (y * side + left + patch));
    }
    return out;
  },
};
