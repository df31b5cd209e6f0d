import { Attention, scratchOf } from './attention';
import { LayerNorm, NORM_ROWS } from './layerNorm';
import { BLOCK, MATMUL_SCRATCH, MatMul } from './matMul';
import {
  ATTEND,
  ATTEND_GRADIENT,
  CONTROL_BYTES,
  callAt,
  launch,
  MULTIPLY_BLOCK,
  NORMALISE,
  NORMALISE_GRADIENT,
  PACK_PANEL,
  zerosAt,
} from './pool';
import { PANEL, padded } from './product';
import { addRows } from './sums';

/*
 * What JavaScript calls. Arguments are addresses on the heap and sizes in numbers; every kernel
 * writes its outputs whole and never what it reads.
 */

export function controlBytes(): i32 {
  return CONTROL_BYTES;
}

export function scratchBytes(): i32 {
  return MATMUL_SCRATCH;
}

/** Numbers of room for B in panels. */
export function panelLength(columns: i32, depth: i32): i32 {
  return padded(columns) * depth;
}

/** c [rows, columns] = op(A)·op(B), plus a bias per column where its address is not 0. */
export function matMul(
  a: usize,
  b: usize,
  bias: usize,
  c: usize,
  panels: usize,
  rows: i32,
  columns: i32,
  depth: i32,
  transposeA: i32,
  transposeB: i32,
): void {
  const m = changetype<MatMul>(callAt());
  m.a = a;
  m.b = b;
  m.init = bias ? bias : zerosAt();
  m.initColumn = bias ? 4 : 0;
  m.c = c;
  m.panels = panels;
  m.rows = rows;
  m.columns = columns;
  m.depth = depth;
  m.transposeA = transposeA;
  m.transposeB = transposeB;
  launch(PACK_PANEL, padded(columns) / PANEL);
  launch(MULTIPLY_BLOCK, (rows + BLOCK - 1) / BLOCK);
}

export function layerNorm(
  x: usize,
  gain: usize,
  shift: usize,
  y: usize,
  moments: usize,
  rows: i32,
  width: i32,
  eps: f32,
): void {
  const m = changetype<LayerNorm>(callAt());
  m.x = x;
  m.gain = gain;
  m.shift = shift;
  m.y = y;
  m.moments = moments;
  m.rows = rows;
  m.width = width;
  m.eps = eps;
  launch(NORMALISE, (rows + NORM_ROWS - 1) / NORM_ROWS);
}

/** Numbers of room for the sums of each item of layerNormGradient. */
export function normPartialLength(rows: i32, width: i32): i32 {
  return ((rows + NORM_ROWS - 1) / NORM_ROWS) * 2 * width;
}

export function layerNormGradient(
  dy: usize,
  x: usize,
  gain: usize,
  moments: usize,
  dx: usize,
  dGain: usize,
  dShift: usize,
  partial: usize,
  rows: i32,
  width: i32,
): void {
  const m = changetype<LayerNorm>(callAt());
  m.dy = dy;
  m.x = x;
  m.gain = gain;
  m.moments = moments;
  m.dx = dx;
  m.partial = partial;
  m.rows = rows;
  m.width = width;
  const items = (rows + NORM_ROWS - 1) / NORM_ROWS;
  launch(NORMALISE_GRADIENT, items);
  const bytes = <usize>width << 2;
  addRows(partial, 2 * bytes, items, bytes, dGain);
  addRows(partial + bytes, 2 * bytes, items, bytes, dShift);
}

@inline
function attentionCall(
  heads: i32,
  queries: i32,
  length: i32,
  width: i32,
  scale: f32,
): Attention {
  const m = changetype<Attention>(callAt());
  m.zeros = zerosAt();
  m.heads = heads;
  m.queries = queries;
  m.length = length;
  m.width = width;
  m.size = width / heads;
  m.scale = scale;
  return m;
}

/** Bytes of scratch that each thread needs for attention or its gradient. */
export function attentionScratch(queries: i32, length: i32, size: i32): i32 {
  return scratchOf(queries, length, size);
}

export function attention(
  q: usize,
  k: usize,
  v: usize,
  mask: usize,
  maskBatch: i32,
  maskHead: i32,
  maskQuery: i32,
  maskColumn: i32,
  out: usize,
  weights: usize,
  batch: i32,
  heads: i32,
  queries: i32,
  length: i32,
  width: i32,
  scale: f32,
): void {
  const m = attentionCall(heads, queries, length, width, scale);
  m.q = q;
  m.k = k;
  m.v = v;
  m.mask = mask;
  m.maskBatch = maskBatch;
  m.maskHead = maskHead;
  m.maskQuery = maskQuery;
  m.maskColumn = maskColumn;
  m.out = out;
  m.weights = weights;
  launch(ATTEND, batch * heads);
}

export function attentionGradient(
  dy: usize,
  q: usize,
  k: usize,
  v: usize,
  weights: usize,
  dq: usize,
  dk: usize,
  dv: usize,
  batch: i32,
  heads: i32,
  queries: i32,
  length: i32,
  width: i32,
  scale: f32,
): void {
  const m = attentionCall(heads, queries, length, width, scale);
  m.dy = dy;
  m.q = q;
  m.k = k;
  m.v = v;
  m.weights = weights;
  m.dq = dq;
  m.dk = dk;
  m.dv = dv;
  launch(ATTEND_GRADIENT, batch * heads);
}
