/** Numbers of one item of work: whole pixels. */
export const PIXEL_NUMBERS: i32 = 8190;

/** Every byte's number, from the table of its channel. */
@unmanaged
export class Pixels {
  bytes: usize;
  /** [3, 256] */
  tables: usize;
  images: usize;
  length: i32;
}

@inline
function numberOf(table: usize, byte: u32): f32 {
  return load<f32>(table + (<usize>byte << 2));
}

export function lookUpPixels(m: Pixels, item: i32): void {
  const red = m.tables;
  const green = red + 1024;
  const blue = green + 1024;
  const start = item * PIXEL_NUMBERS;
  const end = m.bytes + min(start + PIXEL_NUMBERS, m.length);
  let to = m.images + (<usize>start << 2);
  for (let at = m.bytes + start; at < end; at += 3) {
    store<f32>(to, numberOf(red, load<u8>(at)));
    store<f32>(to, numberOf(green, load<u8>(at, 1)), 4);
    store<f32>(to, numberOf(blue, load<u8>(at, 2)), 8);
    to += 12;
  }
}
