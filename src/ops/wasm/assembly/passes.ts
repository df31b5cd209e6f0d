import { PIXEL_NUMBERS, Pixels } from './pixels';
import { Addition, AdamW, CHUNK, Pointwise } from './pointwise';
import {
  ADAM_W,
  ADD_NUMBERS,
  callAt,
  LOOK_UP_PIXELS,
  launch,
  QUICK_GELU,
  QUICK_GELU_GRADIENT,
  SUM_NUMBERS_OF,
  SUM_ROWS_OF,
} from './pool';
import { addRows, ColumnSum, SUM_LENGTH, SUM_ROWS, Sum } from './sums';

/* What JavaScript calls, continued: passes over all numbers of a tensor. */

export function quickGelu(x: usize, y: usize, length: i32): void {
  const m = changetype<Pointwise>(callAt());
  m.x = x;
  m.y = y;
  m.length = length;
  launch(QUICK_GELU, (length + CHUNK - 1) / CHUNK);
}

export function quickGeluGradient(dy: usize, x: usize, dx: usize, length: i32): void {
  const m = changetype<Pointwise>(callAt());
  m.dy = dy;
  m.x = x;
  m.dx = dx;
  m.length = length;
  launch(QUICK_GELU_GRADIENT, (length + CHUNK - 1) / CHUNK);
}

export function add(a: usize, b: usize, sum: usize, length: i32): void {
  const m = changetype<Addition>(callAt());
  m.a = a;
  m.b = b;
  m.sum = sum;
  m.length = length;
  launch(ADD_NUMBERS, (length + CHUNK - 1) / CHUNK);
}

export function pixels(bytes: usize, tables: usize, images: usize, length: i32): void {
  const m = changetype<Pixels>(callAt());
  m.bytes = bytes;
  m.tables = tables;
  m.images = images;
  m.length = length;
  launch(LOOK_UP_PIXELS, (length + PIXEL_NUMBERS - 1) / PIXEL_NUMBERS);
}

export function adamW(
  weight: usize,
  gradient: usize,
  first: usize,
  second: usize,
  nextWeight: usize,
  nextFirst: usize,
  nextSecond: usize,
  length: i32,
  beta1: f64,
  beta2: f64,
  epsilon: f64,
  keep: f64,
  stepSize: f64,
  inverseRoot: f64,
): void {
  const m = changetype<AdamW>(callAt());
  m.weight = weight;
  m.gradient = gradient;
  m.first = first;
  m.second = second;
  m.nextWeight = nextWeight;
  m.nextFirst = nextFirst;
  m.nextSecond = nextSecond;
  m.length = length;
  m.beta1 = beta1;
  m.beta2 = beta2;
  m.epsilon = epsilon;
  m.keep = keep;
  m.stepSize = stepSize;
  m.inverseRoot = inverseRoot;
  launch(ADAM_W, (length + CHUNK - 1) / CHUNK);
}

export function columnPartialLength(rows: i32, width: i32): i32 {
  return ((rows + SUM_ROWS - 1) / SUM_ROWS) * width;
}

export function columnSum(x: usize, out: usize, partial: usize, rows: i32, width: i32): void {
  const m = changetype<ColumnSum>(callAt());
  m.x = x;
  m.partial = partial;
  m.rows = rows;
  m.width = width;
  const items = (rows + SUM_ROWS - 1) / SUM_ROWS;
  launch(SUM_ROWS_OF, items);
  addRows(partial, <usize>width << 2, items, <usize>width << 2, out);
}

/** Doubles of room for the sums of each item of sumAll. */
export function sumPartialLength(length: i32): i32 {
  return (length + SUM_LENGTH - 1) / SUM_LENGTH;
}

export function sumAll(x: usize, partial: usize, length: i32): f64 {
  const m = changetype<Sum>(callAt());
  m.x = x;
  m.partial = partial;
  m.length = length;
  const items = (length + SUM_LENGTH - 1) / SUM_LENGTH;
  launch(SUM_NUMBERS_OF, items);
  let total: f64 = 0;
  for (let i = 0; i < items; i++) total += load<f64>(partial + (<usize>i << 3));
  return total;
}
