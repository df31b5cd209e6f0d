import { multiply, PANEL, PANEL_ROW, packColumns, packRows, padded, TILE_BYTES } from './product';

/** Rows of a result that one item of work takes. */
export const BLOCK: i32 = 32;
/** Terms of a sum that are taken at once: a panel of so many rows stays in the nearest cache. */
const DEPTH: i32 = 256;
/** Scratch of one thread. */
export const MATMUL_SCRATCH: i32 = <i32>TILE_BYTES + BLOCK * DEPTH * 4;

/** c = init + op(A)·op(B), rows after rows. */
@unmanaged
export class MatMul {
  a: usize;
  b: usize;
  /** Zeros or a bias; `initColumn` is 0 or 4. */
  init: usize;
  initColumn: i32;
  c: usize;
  /** Room for B in panels: depth · padded(columns) numbers. */
  panels: usize;
  rows: i32;
  columns: i32;
  depth: i32;
  transposeA: i32;
  transposeB: i32;
}

/** Item: one panel of B. */
export function packPanel(m: MatMul, item: i32): void {
  const column = item * PANEL;
  const to = m.panels + <usize>item * <usize>m.depth * PANEL_ROW;
  const left = min(m.columns - column, PANEL);
  if (m.transposeB) {
    const row = <usize>m.depth << 2;
    packColumns(m.b + <usize>column * row, row, m.depth, left, to);
  } else {
    packRows(m.b + (<usize>column << 2), <usize>m.columns << 2, m.depth, left, to);
  }
}

/** Item: one block of rows of the result. */
export function multiplyBlock(m: MatMul, item: i32, scratch: usize): void {
  const row = item * BLOCK;
  const rows = min(m.rows - row, BLOCK);
  const cRow = <usize>m.columns << 2;
  const c = m.c + <usize>row * cRow;
  const panel = <usize>m.depth * PANEL_ROW;
  const packed = scratch + TILE_BYTES;
  for (let k = 0; k < m.depth; k += DEPTH) {
    const depth = min(m.depth - k, DEPTH);
    let a = m.a + ((<usize>row * m.depth + k) << 2);
    let aRow = <usize>m.depth << 2;
    let aStep: usize = 4;
    if (m.transposeA) {
      packTransposed(
        m.a + ((<usize>k * m.rows + row) << 2),
        <usize>m.rows << 2,
        depth,
        rows,
        packed,
      );
      a = packed;
      aRow = 4;
      aStep = BLOCK * 4;
    }
    const first = k == 0;
    multiply(
      a,
      aRow,
      aStep,
      rows,
      m.panels + <usize>k * PANEL_ROW,
      PANEL_ROW,
      panel,
      0,
      m.columns,
      depth,
      first ? m.init : c,
      first ? 0 : cRow,
      first ? <usize>m.initColumn : 4,
      c,
      cRow,
      scratch,
    );
  }
}

/** Up to BLOCK columns of `depth` rows, row after row. */
function packTransposed(from: usize, row: usize, depth: i32, columns: i32, to: usize): void {
  const bytes = <usize>columns << 2;
  const even = bytes & ~15;
  for (let k = 0; k < depth; k++) {
    let j: usize = 0;
    for (; j < even; j += 16) v128.store(to + j, v128.load(from + j));
    for (; j < bytes; j += 4) store<f32>(to + j, load<f32>(from + j));
    from += row;
    to += BLOCK * 4;
  }
}
