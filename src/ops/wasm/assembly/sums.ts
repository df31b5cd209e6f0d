/** Rows that one item adds up; the sums of the items are then added in their order. */
export const SUM_ROWS: i32 = 64;
/** Numbers that one item adds up. */
export const SUM_LENGTH: i32 = 16384;

@unmanaged
export class ColumnSum {
  x: usize;
  /** A row of sums per item. */
  partial: usize;
  rows: i32;
  width: i32;
}

/** Item: the column sums of some rows. */
export function sumRows(m: ColumnSum, item: i32): void {
  const first = item * SUM_ROWS;
  const bytes = <usize>m.width << 2;
  const to = m.partial + <usize>item * bytes;
  addRows(m.x + <usize>first * bytes, bytes, min(m.rows - first, SUM_ROWS), bytes, to);
}

/** out = the sum of `rows` rows of so many bytes, `stride` apart. */
export function addRows(from: usize, stride: usize, rows: i32, bytes: usize, out: usize): void {
  memory.copy(out, from, bytes);
  const even = bytes & ~15;
  for (let row = 1; row < rows; row++) {
    from += stride;
    let j: usize = 0;
    for (; j < even; j += 16)
      v128.store(out + j, f32x4.add(v128.load(out + j), v128.load(from + j)));
    for (; j < bytes; j += 4) store<f32>(out + j, load<f32>(out + j) + load<f32>(from + j));
  }
}

@unmanaged
export class Sum {
  x: usize;
  /** A double per item. */
  partial: usize;
  length: i32;
}

/** Item: the sum of some numbers in double precision, four running sums side by side. */
export function sumNumbers(m: Sum, item: i32): void {
  const first = item * SUM_LENGTH;
  const length = min(m.length - first, SUM_LENGTH);
  const from = m.x + (<usize>first << 2);
  const even = (<usize>(length & ~3)) << 2;
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  let j: usize = 0;
  for (; j < even; j += 16) {
    const four = v128.load(from + j);
    low = f64x2.add(low, f64x2.promote_low_f32x4(four));
    high = f64x2.add(high, f64x2.promote_low_f32x4(v128.shuffle<f32>(four, four, 2, 3, 2, 3)));
  }
  const both = f64x2.add(low, high);
  let total = f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
  for (; j < <usize>length << 2; j += 4) total += <f64>load<f32>(from + j);
  store<f64>(m.partial + ((<usize>item) << 3), total);
}
