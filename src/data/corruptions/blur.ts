import { type Corruption, type SeverityTable, strengthOf, toBytes } from './corruption.ts';

/**
 * Standard deviation of the kernel in pixels of a 32 px image, scaled to the side of the image: 1.5
 * times that at 48 px. The first three are rungs 1, 3 and 5 of gaussian_blur in CIFAR-10-C (Hendrycks
 * & Dietterich 2019); icons are drawn in strokes that hardly mind those, so two go on beyond.
 */
const deviations: SeverityTable = [0.4, 0.7, 1, 1.5, 2];
const REFERENCE_SIDE = 32;

/** Weights at −r … r, r = ⌈3σ⌉; they sum to 1. */
function gaussianKernel(sigma: number): Float64Array {
  const radius = Math.ceil(3 * sigma);
  const kernel = Float64Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp(-((i - radius) ** 2) / (2 * sigma ** 2)),
  );
  const sum = kernel.reduce((a, b) => a + b, 0);
  return kernel.map((weight) => weight / sum);
}

/** One pass along rows or columns; the edge pixel stands for everything beyond it. */
function blurAlong(image: Float64Array, side: number, kernel: Float64Array, rows: boolean) {
  const radius = (kernel.length - 1) / 2;
  const [step, line] = rows ? [3, 3 * side] : [3 * side, 3];
  const out = new Float64Array(image.length);
  for (let l = 0; l < side; l++) {
    for (let p = 0; p < side; p++) {
      for (let k = 0; k < kernel.length; k++) {
        const q = Math.min(side - 1, Math.max(0, p + k - radius));
        for (let c = 0; c < 3; c++) {
          const at = l * line + p * step + c;
          out[at] = out[at]! + kernel[k]! * image[l * line + q * step + c]!;
        }
      }
    }
  }
  return out;
}

export const blur: Corruption = {
  id: 'blur',
  label: 'Blur',
  summary: 'Gaussian blur, 0.6 px wide at 1 and 3 px at 5 on images of 48 px.',
  apply(pixels, side, severity) {
    const kernel = gaussianKernel((strengthOf(deviations, severity) * side) / REFERENCE_SIDE);
    const alongRows = blurAlong(Float64Array.from(pixels), side, kernel, true);
    return toBytes(blurAlong(alongRows, side, kernel, false));
  },
};
