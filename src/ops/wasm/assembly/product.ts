import { tile } from './tile';

/** Columns of a tile, and of a panel. */
export const PANEL: i32 = 8;
/** Rows of a tile. */
export const ROWS: i32 = 4;
/** Bytes of a row of a panel. */
export const PANEL_ROW: usize = 32;
/** Bytes of scratch that `multiply` takes for itself, before a panel of `depth` rows. */
export const TILE_BYTES: usize = 128;

/** Columns rounded up to whole panels. */
@inline
export function padded(columns: i32): i32 {
  return (columns + PANEL - 1) & ~(PANEL - 1);
}

/** Up to 8 columns of rows that lie `row` bytes apart, side by side and filled up with zeros. */
export function packRows(from: usize, row: usize, depth: i32, columns: i32, to: usize): void {
  if (columns >= PANEL) {
    for (let k = 0; k < depth; k++) {
      v128.store(to, v128.load(from));
      v128.store(to, v128.load(from, 16), 16);
      from += row;
      to += PANEL_ROW;
    }
    return;
  }
  for (let k = 0; k < depth; k++) {
    for (let j = 0; j < PANEL; j++) {
      store<f32>(to + (<usize>j << 2), j < columns ? load<f32>(from + (<usize>j << 2)) : 0);
    }
    from += row;
    to += PANEL_ROW;
  }
}

/** The same of a matrix that is wanted transposed: column j of the panel is row j of `from`. */
export function packColumns(from: usize, row: usize, depth: i32, columns: i32, to: usize): void {
  let k = 0;
  if (columns >= PANEL) {
    for (; k + 4 <= depth; k += 4) {
      for (let half: usize = 0; half < 2; half++) {
        const at = from + half * 4 * row + (<usize>k << 2);
        const r0 = v128.load(at);
        const r1 = v128.load(at + row);
        const r2 = v128.load(at + 2 * row);
        const r3 = v128.load(at + 3 * row);
        const t0 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
        const t1 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
        const t2 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
        const t3 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
        const out = to + <usize>k * PANEL_ROW + half * 16;
        v128.store(out, v128.shuffle<f64>(t0, t1, 0, 2));
        v128.store(out, v128.shuffle<f64>(t0, t1, 1, 3), 32);
        v128.store(out, v128.shuffle<f64>(t2, t3, 0, 2), 64);
        v128.store(out, v128.shuffle<f64>(t2, t3, 1, 3), 96);
      }
    }
  }
  for (; k < depth; k++) {
    const out = to + <usize>k * PANEL_ROW;
    for (let j = 0; j < PANEL; j++) {
      const value = j < columns ? load<f32>(from + <usize>j * row + (<usize>k << 2)) : 0;
      store<f32>(out + (<usize>j << 2), value);
    }
  }
}

/** A tile that sticks out: computed row by row beside the matrix, and only what is wanted copied. */
function edge(
  a: usize,
  aRow: usize,
  aStep: usize,
  rows: i32,
  b: usize,
  bStep: usize,
  columns: i32,
  depth: i32,
  init: usize,
  initRow: usize,
  initColumn: usize,
  c: usize,
  cRow: usize,
  scratch: usize,
): void {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < PANEL; j++) {
      const start = j < columns ? load<f32>(init + <usize>j * initColumn) : 0;
      store<f32>(scratch + (<usize>j << 2), start);
    }
    tile(a, 0, aStep, b, bStep, depth, scratch, 0, scratch, 0);
    for (let j = 0; j < columns; j++) {
      store<f32>(c + (<usize>j << 2), load<f32>(scratch + (<usize>j << 2)));
    }
    a += aRow;
    init += initRow;
    c += cRow;
  }
}

/**
 * c = init + A·B for any number of rows and columns.
 *
 * @param a       element (i, k) at a + i·aRow + k·aStep
 * @param b       element (k, 8p + j) at b + p·bPanel + k·bStep + 4j
 * @param spare   room for a panel of `depth` rows, where the last one is not padded; else 0
 * @param init    element (i, j) at init + i·initRow + j·initColumn
 * @param scratch TILE_BYTES
 */
export function multiply(
  a: usize,
  aRow: usize,
  aStep: usize,
  rows: i32,
  b: usize,
  bStep: usize,
  bPanel: usize,
  spare: usize,
  columns: i32,
  depth: i32,
  init: usize,
  initRow: usize,
  initColumn: usize,
  c: usize,
  cRow: usize,
  scratch: usize,
): void {
  for (let j = 0; j < columns; j += PANEL) {
    const left = min(columns - j, PANEL);
    let panel = b;
    let step = bStep;
    if (left < PANEL && spare) {
      panel = spare;
      step = PANEL_ROW;
      packRows(b, bStep, depth, left, panel);
    }
    let i = 0;
    let ai = a;
    let ci = c;
    let ni = init;
    if (left == PANEL) {
      for (; i + ROWS <= rows; i += ROWS) {
        tile(ai, aRow, aStep, panel, step, depth, ni, initRow, ci, cRow);
        ai += <usize>ROWS * aRow;
        ci += <usize>ROWS * cRow;
        ni += <usize>ROWS * initRow;
      }
    }
    edge(ai, aRow, aStep, rows - i, panel, step, left, depth, ni, initRow, initColumn, ci, cRow, scratch);
    b += bPanel;
    c += PANEL_ROW;
    init += <usize>PANEL * initColumn;
  }
}
