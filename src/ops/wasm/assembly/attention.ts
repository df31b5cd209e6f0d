import { exp4, max4, sum4 } from './exp';
import { multiply, PANEL, PANEL_ROW, packColumns, padded, ROWS, TILE_BYTES } from './product';

/** All heads of a batch. Rows of q, k, v and their like are `width` numbers, a head takes `size`. */
@unmanaged
export class Attention {
  q: usize;
  k: usize;
  v: usize;
  /** Added to the scores; 0: none. Its strides, in bytes, are 0 where it is broadcast. */
  mask: usize;
  maskBatch: i32;
  maskHead: i32;
  maskQuery: i32;
  maskColumn: i32;
  out: usize;
  /** [B, H, Q, T] softmax of the scores. */
  weights: usize;
  dy: usize;
  dq: usize;
  dk: usize;
  dv: usize;
  zeros: usize;
  heads: i32;
  queries: i32;
  length: i32;
  width: i32;
  size: i32;
  scale: f32;
}

/** Bytes of scratch of one thread, for the gradient, which takes the most. */
export function scratchOf(queries: i32, length: i32, size: i32): i32 {
  const row = padded(length);
  const edge = max(queries, length) * <i32>PANEL_ROW;
  return <i32>TILE_BYTES + edge + 4 * (row * size + 2 * max(queries, ROWS) * row + ROWS * size);
}

/** Item: one head of one item of the batch. */
export function attend(m: Attention, item: i32, scratch: usize): void {
  const head = item % m.heads;
  const batch = item / m.heads;
  const at = (<usize>head * m.size) << 2;
  const row = <usize>m.width << 2;
  const q = m.q + <usize>batch * m.queries * row + at;
  const k = m.k + <usize>batch * m.length * row + at;
  const v = m.v + <usize>batch * m.length * row + at;
  const out = m.out + <usize>batch * m.queries * row + at;
  const wide = padded(m.length);
  const scoreRow = <usize>wide << 2;
  const panels = scratch + TILE_BYTES + <usize>max(m.queries, m.length) * PANEL_ROW;
  const scores = panels + <usize>m.size * scoreRow;
  const scaled = scores + <usize>ROWS * scoreRow;
  packHead(k, row, m.length, m.size, panels);
  const mask = m.mask ? m.mask + <usize>batch * m.maskBatch + <usize>head * m.maskHead : 0;
  for (let i = 0; i < m.queries; i += ROWS) {
    const rows = min(m.queries - i, ROWS);
    for (let r = 0; r < rows; r++) {
      const from = q + <usize>(i + r) * row;
      const to = scaled + ((<usize>r * m.size) << 2);
      copyScaled(to, from, <usize>m.size << 2, m.scale);
      const shifts = mask ? mask + <usize>(i + r) * m.maskQuery : 0;
      startScores(shifts, m.maskColumn, m.length, scores + <usize>r * scoreRow);
    }
    score(scaled, <usize>m.size << 2, rows, panels, wide, m.size, scores, scoreRow, 4, scores, scoreRow, scratch);
    for (let r = 0; r < rows; r++) {
      const weights = scores + <usize>r * scoreRow;
      softmax(weights, scoreRow);
      const kept = m.weights + (((<usize>item * m.queries + i + r) * m.length) << 2);
      copyRow(kept, weights, <usize>m.length << 2);
    }
    const c = out + <usize>i * row;
    weigh(scores, scoreRow, 4, rows, v, row, m.length, m.size, m.zeros, c, scratch);
  }
}

/** c [rows, columns] = init + A·Bᵀ for a head's keys or values in panels. */
function score(
  a: usize,
  aRow: usize,
  rows: i32,
  panels: usize,
  columns: i32,
  size: i32,
  init: usize,
  initRow: usize,
  initColumn: usize,
  c: usize,
  cRow: usize,
  scratch: usize,
): void {
  const panel = <usize>size * PANEL_ROW;
  multiply(
    a, aRow, 4, rows, panels, PANEL_ROW, panel, 0, columns, size,
    init, initRow, initColumn, c, cRow, scratch,
  );
}

/** c [rows, size] = A·B, where `from` and c are `depth` and `rows` rows of a head. */
function weigh(
  a: usize,
  aRow: usize,
  aStep: usize,
  rows: i32,
  from: usize,
  row: usize,
  depth: i32,
  size: i32,
  zeros: usize,
  c: usize,
  scratch: usize,
): void {
  const spare = scratch + TILE_BYTES;
  multiply(
    a, aRow, aStep, rows, from, row, PANEL_ROW, spare, size, depth,
    zeros, 0, 0, c, row, scratch,
  );
}

/** Panels of a head's keys or values, for products with their transpose. */
function packHead(from: usize, row: usize, length: i32, size: i32, to: usize): void {
  for (let j = 0; j < length; j += PANEL) {
    packColumns(from + <usize>j * row, row, size, min(length - j, PANEL), to);
    to += <usize>size * PANEL_ROW;
  }
}

/** What the scores of a query start from: the mask, and −∞ where there is no position. */
function startScores(mask: usize, column: usize, length: i32, scores: usize): void {
  const bytes = <usize>length << 2;
  const end = <usize>padded(length) << 2;
  for (let j: usize = 0; j < end; j += 16) v128.store(scores + j, f32x4.splat(0));
  for (let j = bytes; j < end; j += 4) store<f32>(scores + j, -Infinity);
  if (!mask) return;
  for (let j: usize = 0; j < bytes; j += 4) {
    store<f32>(scores + j, load<f32>(mask));
    mask += column;
  }
}

function copyScaled(to: usize, from: usize, bytes: usize, scale: f32): void {
  const even = bytes & ~15;
  const scales = f32x4.splat(scale);
  let j: usize = 0;
  for (; j < even; j += 16) v128.store(to + j, f32x4.mul(v128.load(from + j), scales));
  for (; j < bytes; j += 4) store<f32>(to + j, load<f32>(from + j) * scale);
}

/** A few numbers: a call of memory.copy would take longer. */
function copyRow(to: usize, from: usize, bytes: usize): void {
  const even = bytes & ~15;
  let j: usize = 0;
  for (; j < even; j += 16) v128.store(to + j, v128.load(from + j));
  for (; j < bytes; j += 4) store<f32>(to + j, load<f32>(from + j));
}

function softmax(x: usize, bytes: usize): void {
  let highest = v128.load(x);
  for (let j: usize = 16; j < bytes; j += 16) highest = f32x4.max(highest, v128.load(x + j));
  const top = f32x4.splat(max4(highest));
  let sums = f32x4.splat(0);
  for (let j: usize = 0; j < bytes; j += 16) {
    const e = exp4(f32x4.sub(v128.load(x + j), top));
    sums = f32x4.add(sums, e);
    v128.store(x + j, e);
  }
  const inverse = f32x4.splat(1 / sum4(sums));
  for (let j: usize = 0; j < bytes; j += 16)
    v128.store(x + j, f32x4.mul(v128.load(x + j), inverse));
}

/** Item: the gradients of one head of one item of the batch. */
export function attendGradient(m: Attention, item: i32, scratch: usize): void {
  const head = item % m.heads;
  const batch = item / m.heads;
  const at = (<usize>head * m.size) << 2;
  const row = <usize>m.width << 2;
  const ofQueries = <usize>batch * m.queries * row + at;
  const ofKeys = <usize>batch * m.length * row + at;
  const dy = m.dy + ofQueries;
  const wide = padded(m.length);
  const scoreRow = <usize>wide << 2;
  const length = <usize>m.length << 2;
  const panels = scratch + TILE_BYTES + <usize>max(m.queries, m.length) * PANEL_ROW;
  const dScores = panels + <usize>m.size * scoreRow;
  const weights = dScores + <usize>m.queries * scoreRow;
  packHead(m.v + ofKeys, row, m.length, m.size, panels);
  // dP = dO·Vᵀ
  score(dy, row, m.queries, panels, wide, m.size, m.zeros, 0, 0, dScores, scoreRow, scratch);
  for (let i: usize = 0; i < <usize>m.queries; i++) {
    const p = weights + i * scoreRow;
    copyRow(p, m.weights + (<usize>item * m.queries + i) * length, length);
    for (let j = length; j < scoreRow; j += 4) store<f32>(p + j, 0);
    softmaxGradient(dScores + i * scoreRow, p, scoreRow, m.scale);
  }
  const dq = m.dq + ofQueries;
  const dk = m.dk + ofKeys;
  const dv = m.dv + ofKeys;
  // dQ = dS·K, dK = dSᵀ·Q, dV = Pᵀ·dO; the scale is in dS.
  weigh(dScores, scoreRow, 4, m.queries, m.k + ofKeys, row, m.length, m.size, m.zeros, dq, scratch);
  weigh(dScores, 4, scoreRow, m.length, m.q + ofQueries, row, m.queries, m.size, m.zeros, dk, scratch);
  weigh(weights, 4, scoreRow, m.length, dy, row, m.queries, m.size, m.zeros, dv, scratch);
}

/** d ← p ∘ (d − Σ d∘p)·scale */
function softmaxGradient(d: usize, p: usize, bytes: usize, scale: f32): void {
  let sums = f32x4.splat(0);
  for (let j: usize = 0; j < bytes; j += 16) {
    sums = f32x4.add(sums, f32x4.mul(v128.load(d + j), v128.load(p + j)));
  }
  const along = f32x4.splat(sum4(sums));
  const factor = f32x4.splat(scale);
  for (let j: usize = 0; j < bytes; j += 16) {
    const centred = f32x4.sub(v128.load(d + j), along);
    v128.store(d + j, f32x4.mul(f32x4.mul(v128.load(p + j), centred), factor));
  }
}
