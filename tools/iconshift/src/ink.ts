import { imageBytes, imageSize } from './imageSize.ts';

/** Side of the blurred ink that drawings are compared by. */
const gridSide = 16;
export const inkLength = gridSide * gridSide;

const blurRadius = 2;
const luminance = [0.3, 0.6, 0.1] as const;

/** Where a drawing covers less, or a plate covers all, there is nothing to compare or to recognise. */
const leastInk = 4 / 255;
const mostInk = 0.98;

/** Share of a drawing's area that it covers, 0..1. */
export function coverage(rgba: Uint8Array): number {
  let sum = 0;
  for (let i = 3; i < imageBytes; i += 4) sum += rgba[i]!;
  return sum / (255 * imageSize * imageSize);
}

/** Whether a rendered drawing shows anything. */
export const isDrawn = (rgba: Uint8Array): boolean => {
  const share = coverage(rgba);
  return share > leastInk && share < mostInk;
};

/** How dark each pixel is, 0..1: alpha for a black drawing, alpha times darkness for a coloured one. */
function inkOf(rgba: Uint8Array, palette: boolean): Float64Array {
  const ink = new Float64Array(imageSize * imageSize);
  for (let i = 0; i < ink.length; i++) {
    const alpha = rgba[4 * i + 3]! / 255;
    if (!palette) {
      ink[i] = alpha;
      continue;
    }
    const light = luminance.reduce((sum, part, c) => sum + (part * rgba[4 * i + c]!) / 255, 0);
    ink[i] = alpha * (1 - light);
  }
  return ink;
}

/** Mean over a square of 5 pixels around every 3 × 3 block's pixels, then over the block: [16, 16]. */
function blurred(ink: Float64Array): Float64Array {
  const padded = imageSize + 1;
  // Integral image: sums of any rectangle in four reads.
  const sums = new Float64Array(padded * padded);
  for (let y = 0; y < imageSize; y++) {
    let row = 0;
    for (let x = 0; x < imageSize; x++) {
      row += ink[y * imageSize + x]!;
      sums[(y + 1) * padded + x + 1] = sums[y * padded + x + 1]! + row;
    }
  }
  const clamp = (v: number) => Math.max(0, Math.min(imageSize, v));
  const boxSum = (x: number, y: number) => {
    const [left, right] = [clamp(x - blurRadius), clamp(x + blurRadius + 1)];
    const [top, bottom] = [clamp(y - blurRadius), clamp(y + blurRadius + 1)];
    return (
      sums[bottom * padded + right]! -
      sums[top * padded + right]! -
      sums[bottom * padded + left]! +
      sums[top * padded + left]!
    );
  };
  const block = imageSize / gridSide;
  const grid = new Float64Array(inkLength);
  for (let i = 0; i < grid.length; i++) {
    const x0 = (i % gridSide) * block;
    const y0 = Math.floor(i / gridSide) * block;
    let sum = 0;
    for (let y = y0; y < y0 + block; y++) for (let x = x0; x < x0 + block; x++) sum += boxSum(x, y);
    grid[i] = sum;
  }
  return grid;
}

/** Orthonormal cosine basis: row u, column x. */
const cosines = Array.from({ length: gridSide }, (_, u) =>
  Float64Array.from(
    { length: gridSide },
    (_x, x) =>
      Math.sqrt((u === 0 ? 1 : 2) / gridSide) *
      Math.cos((Math.PI * (2 * x + 1) * u) / (2 * gridSide)),
  ),
);

/**
 * Frequencies (horizontal u, vertical v) in the order of a fingerprint: half of it even in u, half
 * odd, each from low to high; the mean (0, 0) is left out by being set to 0.
 */
const frequencies = [0, 1].flatMap((parity) =>
  Array.from({ length: inkLength }, (_, i) => ({ u: i % gridSide, v: Math.floor(i / gridSide) }))
    .filter(({ u }) => u % 2 === parity)
    .sort((a, b) => a.u + a.v - (b.u + b.v) || a.v - b.v),
);

/** A pixel belongs to a drawing's box when it is at least this dark. */
const boxInk = 0.25;

/**
 * The square around what is drawn, scaled to the whole image, so that the same drawing at another
 * size or place becomes the same image. Each pixel is the mean of a grid of samples, bilinear.
 */
function boxed(ink: Float64Array): Float64Array {
  let [left, top, right, bottom] = [imageSize, imageSize, -1, -1];
  ink.forEach((value, i) => {
    if (value < boxInk) return;
    const [x, y] = [i % imageSize, Math.floor(i / imageSize)];
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
  });
  if (right < 0) return ink;
  const side = Math.max(right - left, bottom - top) + 1;
  const x0 = (left + right + 1 - side) / 2;
  const y0 = (top + bottom + 1 - side) / 2;
  const at = (x: number, y: number) =>
    x < 0 || y < 0 || x >= imageSize || y >= imageSize ? 0 : ink[y * imageSize + x]!;
  const sample = (x: number, y: number) => {
    const [u, v] = [Math.floor(x), Math.floor(y)];
    const [p, q] = [x - u, y - v];
    return (
      (1 - q) * ((1 - p) * at(u, v) + p * at(u + 1, v)) +
      q * ((1 - p) * at(u, v + 1) + p * at(u + 1, v + 1))
    );
  };
  const step = side / imageSize;
  const scaled = new Float64Array(ink.length);
  for (let i = 0; i < scaled.length; i++) {
    const [x, y] = [i % imageSize, Math.floor(i / imageSize)];
    // Pixel centres lie at half numbers.
    scaled[i] = sample(x0 + (x + 0.5) * step - 0.5, y0 + (y + 0.5) * step - 0.5);
  }
  return scaled;
}

/**
 * The two ways in which drawings are compared: as they lie in the image, and by what is drawn alone,
 * whatever its size and place. Simple shapes become alike in the second, so it asks for more.
 */
export const frames = [
  { name: 'as drawn', alikeFrom: 0.95, view: (ink: Float64Array) => ink },
  { name: 'ink box', alikeFrom: 0.98, view: boxed },
] as const;

/** A drawing's fingerprint in each of `frames`. */
export type Fingerprints = readonly Float32Array[];

/**
 * What a drawing looks like, for comparison. In each frame: the cosine transform of its ink, blurred
 * to 16 × 16, without its mean and of length 1. The product of two is the correlation of their blurred
 * ink. Mirroring a drawing left to right turns the signs of the second half, the frequencies that are
 * odd in x, and leaves the first.
 *
 * @param rgba [S, S, 4] straight-alpha bytes
 * @returns one [256] a frame
 */
export function fingerprints(rgba: Uint8Array, palette: boolean): Fingerprints {
  const ink = inkOf(rgba, palette);
  return frames.map(({ view }) => fingerprint(blurred(view(ink))));
}

function fingerprint(grid: Float64Array): Float32Array {
  const rows = new Float64Array(inkLength);
  for (let y = 0; y < gridSide; y++) {
    for (let u = 0; u < gridSide; u++) {
      let sum = 0;
      for (let x = 0; x < gridSide; x++) sum += cosines[u]![x]! * grid[y * gridSide + x]!;
      rows[y * gridSide + u] = sum;
    }
  }
  const print = new Float64Array(inkLength);
  frequencies.forEach(({ u, v }, i) => {
    let sum = 0;
    for (let y = 0; y < gridSide; y++) sum += cosines[v]![y]! * rows[y * gridSide + u]!;
    print[i] = u === 0 && v === 0 ? 0 : sum;
  });
  const norm = Math.sqrt(print.reduce((sum, value) => sum + value * value, 0));
  return Float32Array.from(print, (value) => (norm > 0 ? value / norm : 0));
}
