import { sum4 } from './exp';

/** Rows of one item of work; sums over rows are made item by item, whatever the threads. */
export const NORM_ROWS: i32 = 32;

@unmanaged
export class LayerNorm {
  x: usize;
  gain: usize;
  shift: usize;
  y: usize;
  /** Mean and 1/√(var + eps) of each row, in pairs. */
  moments: usize;
  dy: usize;
  dx: usize;
  /** Of each item: Σ dy·x̂ and Σ dy over its rows, 2·width numbers. */
  partial: usize;
  rows: i32;
  width: i32;
  eps: f32;
}

export function normaliseRows(m: LayerNorm, item: i32): void {
  const bytes = <usize>m.width << 2;
  const even = bytes & ~15;
  const end = min((item + 1) * NORM_ROWS, m.rows);
  for (let row = item * NORM_ROWS; row < end; row++) {
    const x = m.x + <usize>row * bytes;
    const y = m.y + <usize>row * bytes;
    let sums = f32x4.splat(0);
    let j: usize = 0;
    for (; j < even; j += 16) sums = f32x4.add(sums, v128.load(x + j));
    let total = sum4(sums);
    for (; j < bytes; j += 4) total += load<f32>(x + j);
    const mean = total / <f32>m.width;
    const means = f32x4.splat(mean);
    let squares = f32x4.splat(0);
    for (j = 0; j < even; j += 16) {
      const centred = f32x4.sub(v128.load(x + j), means);
      squares = f32x4.add(squares, f32x4.mul(centred, centred));
    }
    total = sum4(squares);
    for (; j < bytes; j += 4) {
      const centred = load<f32>(x + j) - mean;
      total += centred * centred;
    }
    const inverse: f32 = 1 / sqrt<f32>(total / <f32>m.width + m.eps);
    const inverses = f32x4.splat(inverse);
    for (j = 0; j < even; j += 16) {
      const normed = f32x4.mul(f32x4.sub(v128.load(x + j), means), inverses);
      v128.store(
        y + j,
        f32x4.add(f32x4.mul(normed, v128.load(m.gain + j)), v128.load(m.shift + j)),
      );
    }
    for (; j < bytes; j += 4) {
      const normed = (load<f32>(x + j) - mean) * inverse;
      store<f32>(y + j, normed * load<f32>(m.gain + j) + load<f32>(m.shift + j));
    }
    store<f32>(m.moments + ((<usize>row) << 3), mean);
    store<f32>(m.moments + ((<usize>row) << 3), inverse, 4);
  }
}

export function normaliseGradient(m: LayerNorm, item: i32): void {
  const bytes = <usize>m.width << 2;
  const even = bytes & ~15;
  const end = min((item + 1) * NORM_ROWS, m.rows);
  const dGain = m.partial + <usize>item * 2 * bytes;
  const dShift = dGain + bytes;
  memory.fill(dGain, 0, 2 * bytes);
  for (let row = item * NORM_ROWS; row < end; row++) {
    const x = m.x + <usize>row * bytes;
    const dy = m.dy + <usize>row * bytes;
    const dx = m.dx + <usize>row * bytes;
    const mean = load<f32>(m.moments + ((<usize>row) << 3));
    const inverse = load<f32>(m.moments + ((<usize>row) << 3), 4);
    const means = f32x4.splat(mean);
    const inverses = f32x4.splat(inverse);
    let sums = f32x4.splat(0);
    let alongs = f32x4.splat(0);
    let j: usize = 0;
    for (; j < even; j += 16) {
      const normed = f32x4.mul(f32x4.sub(v128.load(x + j), means), inverses);
      const up = v128.load(dy + j);
      const product = f32x4.mul(up, normed);
      const gain = v128.load(m.gain + j);
      v128.store(dGain + j, f32x4.add(v128.load(dGain + j), product));
      v128.store(dShift + j, f32x4.add(v128.load(dShift + j), up));
      sums = f32x4.add(sums, f32x4.mul(up, gain));
      alongs = f32x4.add(alongs, f32x4.mul(product, gain));
    }
    let sum = sum4(sums);
    let along = sum4(alongs);
    for (; j < bytes; j += 4) {
      const up = load<f32>(dy + j);
      const product = up * (load<f32>(x + j) - mean) * inverse;
      store<f32>(dGain + j, load<f32>(dGain + j) + product);
      store<f32>(dShift + j, load<f32>(dShift + j) + up);
      sum += up * load<f32>(m.gain + j);
      along += product * load<f32>(m.gain + j);
    }
    sum /= <f32>m.width;
    along /= <f32>m.width;
    for (j = 0; j < even; j += 16) {
      const normed = f32x4.mul(f32x4.sub(v128.load(x + j), means), inverses);
      const g = f32x4.sub(f32x4.mul(v128.load(dy + j), v128.load(m.gain + j)), f32x4.splat(sum));
      const out = f32x4.sub(g, f32x4.mul(normed, f32x4.splat(along)));
      v128.store(dx + j, f32x4.mul(out, inverses));
    }
    for (; j < bytes; j += 4) {
      const normed = (load<f32>(x + j) - mean) * inverse;
      const g = load<f32>(dy + j) * load<f32>(m.gain + j) - sum;
      store<f32>(dx + j, (g - normed * along) * inverse);
    }
  }
}
