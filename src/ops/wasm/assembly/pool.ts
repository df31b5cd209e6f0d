import { Attention, attend, attendGradient } from './attention';
import { LayerNorm, normaliseGradient, normaliseRows } from './layerNorm';
import { MatMul, multiplyBlock, packPanel } from './matMul';
import { lookUpPixels, Pixels } from './pixels';
import {
  Addition,
  AdamW,
  adamW,
  addNumbers,
  Pointwise,
  quickGelu,
  quickGeluGradient,
} from './pointwise';
import { ColumnSum, Sum, sumNumbers, sumRows } from './sums';

/** Kinds of items of work. */
export const PACK_PANEL: i32 = 0;
export const MULTIPLY_BLOCK: i32 = 1;
export const NORMALISE: i32 = 2;
export const NORMALISE_GRADIENT: i32 = 3;
export const ATTEND: i32 = 4;
export const ATTEND_GRADIENT: i32 = 5;
export const QUICK_GELU: i32 = 6;
export const QUICK_GELU_GRADIENT: i32 = 7;
export const ADAM_W: i32 = 8;
export const SUM_ROWS_OF: i32 = 9;
export const SUM_NUMBERS_OF: i32 = 10;
export const ADD_NUMBERS: i32 = 11;
export const LOOK_UP_PIXELS: i32 = 12;

/** Looks at the counter before a thread goes to sleep, some tens of microseconds. */
const SPINS: i32 = 4000;
/** Nanoseconds. */
const LONGEST_SLEEP: i64 = 20_000_000;

/** What all threads look at. The call itself follows at `CALL`. */
@unmanaged
class Control {
  /** Counts launches; helpers sleep on it. */
  launches: i32;
  kind: i32;
  /** Items that nobody has taken; below 0 when all are gone. */
  left: i32;
  /** Items that are finished; the caller sleeps on it. */
  done: i32;
  count: i32;
  asleep: i32;
  /** Room of each thread, one after another. */
  scratch: usize;
  scratchBytes: i32;
}

const CALL: usize = 64;
const ZEROS: usize = 320;
/** Bytes of the block that all threads share. */
export const CONTROL_BYTES: i32 = 384;

let control: usize = 0;
/** 0 is the caller, who launches; the others help. */
let thread: i32 = 0;
let helpers: i32 = 0;

@inline
export function callAt(): usize {
  return control + CALL;
}

@inline
export function zerosAt(): usize {
  return control + ZEROS;
}

/** Once in each thread. @param at the block of CONTROL_BYTES that they share, zeros at first */
export function setUp(at: usize, ownThread: i32): void {
  control = at;
  thread = ownThread;
}

/** How many threads now wait for work beside the caller. */
export function setHelpers(count: i32): void {
  helpers = count;
}

/** @param at room for all threads, `bytes` each */
export function setScratch(at: usize, bytes: i32): void {
  const c = changetype<Control>(control);
  c.scratch = at;
  c.scratchBytes = bytes;
}

function work(kind: i32, item: i32): void {
  const call = callAt();
  const c = changetype<Control>(control);
  const scratch = c.scratch + <usize>thread * c.scratchBytes;
  if (kind == PACK_PANEL) packPanel(changetype<MatMul>(call), item);
  else if (kind == MULTIPLY_BLOCK) multiplyBlock(changetype<MatMul>(call), item, scratch);
  else if (kind == NORMALISE) normaliseRows(changetype<LayerNorm>(call), item);
  else if (kind == NORMALISE_GRADIENT) normaliseGradient(changetype<LayerNorm>(call), item);
  else if (kind == ATTEND) attend(changetype<Attention>(call), item, scratch);
  else if (kind == ATTEND_GRADIENT) attendGradient(changetype<Attention>(call), item, scratch);
  else if (kind == QUICK_GELU) quickGelu(changetype<Pointwise>(call), item, scratch);
  else if (kind == QUICK_GELU_GRADIENT) quickGeluGradient(changetype<Pointwise>(call), item, scratch);
  else if (kind == ADAM_W) adamW(changetype<AdamW>(call), item);
  else if (kind == SUM_ROWS_OF) sumRows(changetype<ColumnSum>(call), item);
  else if (kind == SUM_NUMBERS_OF) sumNumbers(changetype<Sum>(call), item);
  else if (kind == ADD_NUMBERS) addNumbers(changetype<Addition>(call), item);
  else if (kind == LOOK_UP_PIXELS) lookUpPixels(changetype<Pixels>(call), item);
}

/**
 * Does all items of a call, with the helpers. Which thread does which item depends on chance, what
 * an item writes does not: no two write the same number.
 */
export function launch(kind: i32, count: i32): void {
  if (ASC_FEATURE_THREADS) {
    if (helpers > 0 && count > 1) {
      share(kind, count);
      return;
    }
  }
  for (let item = 0; item < count; item++) work(kind, item);
}

function share(kind: i32, count: i32): void {
  const c = changetype<Control>(control);
  c.kind = kind;
  c.count = count;
  atomic.store<i32>(control + offsetof<Control>('done'), 0);
  // From here on the items can be taken, so what they need has been written before.
  atomic.store<i32>(control + offsetof<Control>('left'), count);
  atomic.add<i32>(control, 1);
  if (atomic.load<i32>(control + offsetof<Control>('asleep')) > 0) {
    atomic.notify(control, min(helpers, count - 1));
  }
  takeItems();
  let spins = 0;
  while (true) {
    const now = atomic.load<i32>(control + offsetof<Control>('done'));
    if (now >= count) return;
    if (++spins > SPINS) sleep(control + offsetof<Control>('done'), now);
  }
}

/**
 * Sleeps until those who sleep on a counter are woken, unless it has moved on. Callers work its
 * address out anew each time: where a loop keeps it in a variable, V8's first compiler (Liftoff, seen
 * in 11.3 of Node 20) hands over another address from the second sleep on. Should a call be lost
 * all the same, it costs some milliseconds and not a race.
 */
function sleep(counter: usize, seen: i32): void {
  atomic.wait<i32>(counter, seen, LONGEST_SLEEP);
}

/** Takes items until none is left. An item in hand keeps the caller waiting, and so the call in place. */
function takeItems(): void {
  const left = control + offsetof<Control>('left');
  const done = control + offsetof<Control>('done');
  while (true) {
    const taken = atomic.sub<i32>(left, 1);
    if (taken <= 0) return;
    const c = changetype<Control>(control);
    const count = c.count;
    work(c.kind, count - taken);
    if (atomic.add<i32>(done, 1) + 1 == count) atomic.notify(done, 1);
  }
}

/** A helper's life: takes items, sleeps until the next launch, and ends with its worker. */
export function help(): void {
  if (ASC_FEATURE_THREADS) {
    let seen = 0;
    while (true) {
      let launches = atomic.load<i32>(control);
      for (let spins = 0; launches == seen && spins < SPINS; spins++) {
        launches = atomic.load<i32>(control);
      }
      if (launches == seen) {
        atomic.add<i32>(control + offsetof<Control>('asleep'), 1);
        sleep(control, seen);
        atomic.sub<i32>(control + offsetof<Control>('asleep'), 1);
        continue;
      }
      seen = launches;
      takeItems();
    }
  }
}
