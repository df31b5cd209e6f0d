import { exp4 } from './exp';

/** Numbers of one item of work. */
export const CHUNK: i32 = 8192;
/** Factor of the sigmoid in CLIP's released models. */
const SLOPE: f32 = 1.702;

@unmanaged
export class Pointwise {
  x: usize;
  y: usize;
  dy: usize;
  dx: usize;
  length: i32;
}

/** σ(1.702·x) */
@inline
function gate(x: v128): v128 {
  const e = exp4(f32x4.mul(x, f32x4.splat(-SLOPE)));
  return f32x4.div(f32x4.splat(1), f32x4.add(f32x4.splat(1), e));
}

@inline
function geluOf(x: v128): v128 {
  return f32x4.mul(x, gate(x));
}

@inline
function geluGradientOf(x: v128, dy: v128): v128 {
  const s = gate(x);
  const y = f32x4.mul(x, s);
  const rest = f32x4.sub(y, f32x4.mul(y, s));
  return f32x4.mul(dy, f32x4.add(s, f32x4.mul(rest, f32x4.splat(SLOPE))));
}

export function quickGelu(m: Pointwise, item: i32, scratch: usize): void {
  const start = <usize>item * CHUNK * 4;
  const bytes = <usize>min(m.length - item * CHUNK, CHUNK) << 2;
  const even = bytes & ~15;
  const x = m.x + start;
  const y = m.y + start;
  for (let j: usize = 0; j < even; j += 16) v128.store(y + j, geluOf(v128.load(x + j)));
  if (even == bytes) return;
  memory.copy(scratch, x + even, bytes - even);
  v128.store(scratch, geluOf(v128.load(scratch)));
  memory.copy(y + even, scratch, bytes - even);
}

export function quickGeluGradient(m: Pointwise, item: i32, scratch: usize): void {
  const start = <usize>item * CHUNK * 4;
  const bytes = <usize>min(m.length - item * CHUNK, CHUNK) << 2;
  const even = bytes & ~15;
  const x = m.x + start;
  const dy = m.dy + start;
  const dx = m.dx + start;
  for (let j: usize = 0; j < even; j += 16) {
    v128.store(dx + j, geluGradientOf(v128.load(x + j), v128.load(dy + j)));
  }
  if (even == bytes) return;
  memory.copy(scratch, x + even, bytes - even);
  memory.copy(scratch + 16, dy + even, bytes - even);
  v128.store(scratch, geluGradientOf(v128.load(scratch), v128.load(scratch, 16)));
  memory.copy(dx + even, scratch, bytes - even);
}

/** sum = a + b */
@unmanaged
export class Addition {
  a: usize;
  b: usize;
  sum: usize;
  length: i32;
}

export function addNumbers(m: Addition, item: i32): void {
  const bytes = <usize>min(m.length - item * CHUNK, CHUNK) << 2;
  const start = <usize>item * CHUNK * 4;
  const even = start + (bytes & ~15);
  const a = m.a;
  const b = m.b;
  const sum = m.sum;
  for (let j = start; j < even; j += 16) {
    v128.store(sum + j, f32x4.add(v128.load(a + j), v128.load(b + j)));
  }
  for (let j = even; j < start + bytes; j += 4) {
    store<f32>(sum + j, load<f32>(a + j) + load<f32>(b + j));
  }
}

@unmanaged
export class AdamW {
  weight: usize;
  gradient: usize;
  first: usize;
  second: usize;
  nextWeight: usize;
  nextFirst: usize;
  nextSecond: usize;
  length: i32;
  beta1: f64;
  beta2: f64;
  epsilon: f64;
  keep: f64;
  stepSize: f64;
  inverseRoot: f64;
}

@inline
function pair(at: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(at));
}

@inline
function storePair(at: usize, x: v128): void {
  v128.store64_lane(at, f32x4.demote_f64x2_zero(x), 0);
}

/** Two numbers at a time, in double precision: 1 − 10⁻⁷ is a number that matters here. */
export function adamW(m: AdamW, item: i32): void {
  const length = min(m.length - item * CHUNK, CHUNK);
  const start = <usize>item * CHUNK * 4;
  const even = <usize>(length & ~1) << 2;
  const b1 = f64x2.splat(m.beta1);
  const c1 = f64x2.splat(1 - m.beta1);
  const b2 = f64x2.splat(m.beta2);
  const c2 = f64x2.splat(1 - m.beta2);
  for (let j = start; j < start + even; j += 8) {
    const g = pair(m.gradient + j);
    const first = f64x2.add(f64x2.mul(b1, pair(m.first + j)), f64x2.mul(c1, g));
    const second = f64x2.add(f64x2.mul(b2, pair(m.second + j)), f64x2.mul(f64x2.mul(c2, g), g));
    const root = f64x2.mul(f64x2.sqrt(second), f64x2.splat(m.inverseRoot));
    const step = f64x2.div(
      f64x2.mul(f64x2.splat(m.stepSize), first),
      f64x2.add(root, f64x2.splat(m.epsilon)),
    );
    const kept = f64x2.mul(f64x2.splat(m.keep), pair(m.weight + j));
    storePair(m.nextFirst + j, first);
    storePair(m.nextSecond + j, second);
    storePair(m.nextWeight + j, f64x2.sub(kept, step));
  }
  if (length & 1) {
    const j = start + even;
    const g = <f64>load<f32>(m.gradient + j);
    const first = m.beta1 * <f64>load<f32>(m.first + j) + (1 - m.beta1) * g;
    const second = m.beta2 * <f64>load<f32>(m.second + j) + (1 - m.beta2) * g * g;
    const step = (m.stepSize * first) / (sqrt<f64>(second) * m.inverseRoot + m.epsilon);
    store<f32>(m.nextFirst + j, <f32>first);
    store<f32>(m.nextSecond + j, <f32>second);
    store<f32>(m.nextWeight + j, <f32>(m.keep * <f64>load<f32>(m.weight + j) - step));
  }
}
