import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRng } from '../../../src/math/rng.ts';
import { type Helper, helperSource, startHelpers } from '../../../src/ops/wasm/helpers.ts';
import { kernelHeap } from '../../../src/ops/wasm/kernelHeap.ts';
import type { WasmBackend } from '../../../src/ops/wasm/wasmHeap.ts';

/** What browsers call these, in a thread of Node. */
const inNode = `
const { parentPort } = require('node:worker_threads');
globalThis.postMessage = (message) => parentPort.postMessage(message);
parentPort.on('message', (data) => globalThis.onmessage({ data }));
`;

const workers: Worker[] = [];

function nodeHelper(): Helper {
  const worker = new Worker(inNode + helperSource, { eval: true });
  workers.push(worker);
  const helper: Helper = {
    postMessage: (message) => worker.postMessage(message),
    terminate: () => worker.terminate(),
    onmessage: null,
    onerror: null,
  };
  worker.on('message', () => helper.onmessage?.({} as never));
  worker.on('error', () => helper.onerror?.({} as never));
  return helper;
}

/** A heap that gives out one piece after another and takes none back. */
function sharedHeap(): WasmBackend {
  const memory = new WebAssembly.Memory({ initial: 400, maximum: 65_536, shared: true });
  let next = 1024;
  const take = (bytes: number) => {
    const at = next;
    next += Math.ceil(bytes / 64) * 64;
    return at;
  };
  const wasm = {
    wasmMemory: memory,
    HEAPU8: new Uint8Array(memory.buffer),
    _malloc: take,
    _free() {},
  };
  return { wasm } as unknown as WasmBackend;
}

const heap = sharedHeap();
const { wasm } = heap;
const numbers = (at: number, length: number) =>
  new Float32Array(wasm.wasmMemory!.buffer as ArrayBuffer, at, length);

function filled(length: number, seed: number): number {
  const at = wasm._malloc(4 * length);
  const rng = createRng(seed, 0);
  numbers(at, length).set(Float32Array.from({ length }, () => 2 * rng.uniform() - 1));
  return at;
}

beforeAll(() => expect(startHelpers(heap, 4, nodeHelper)).resolves.toBe(4));
afterAll(() => Promise.all(workers.map((worker) => worker.terminate())));

test('asked again, those that help stay as they are', async () => {
  const before = workers.length;
  expect(await startHelpers(heap, 4, nodeHelper)).toBe(4);
  expect(workers).toHaveLength(before);
});

/** Several hundred calls of all sizes with helpers, and each again without: not a bit may differ. */
test('threads share the work of a kernel and change no bit of it', () => {
  const { kernels } = kernelHeap(heap);
  const [rows, depth] = [67, 45];
  const [a, b, bias, gain] = [1, 2, 3, 4].map((seed) => filled(96 * 96, seed)) as number[];
  const [alone, shared, room] = [5, 6, 7].map((seed) => filled(96 * 96, seed)) as number[];
  for (let round = 0; round < 300; round++) {
    const columns = 1 + (round % 61);
    const out = (to: number) => {
      kernels.matMul(a!, b!, bias!, to, room!, rows, columns, depth, round & 1, (round >> 1) & 1);
      if (round % 3 === 0) kernels.layerNorm(a!, gain!, bias!, to, room!, rows, columns, 1e-5);
      if (round % 5 === 0) kernels.quickGelu(a!, to, 31 * columns);
      // Longer than one item of work each.
      if (round % 7 === 0) kernels.add(a!, b!, to, 9000);
      if (round % 11 === 0) kernels.pixels(a!, b!, to, 9000);
      const isLong = round % 7 === 0 || round % 11 === 0;
      return numbers(to, isLong ? 9000 : rows * columns).slice();
    };
    kernels.setHelpers(3);
    const together = out(shared!);
    kernels.setHelpers(0);
    expect(together, `round ${round}`).toEqual(out(alone!));
  }
});

// Items that take longer than the caller looks on: it sleeps, and must be woken each time.
test('the caller sleeps while its helpers work', () => {
  const { kernels } = kernelHeap(heap);
  const [depth, columns] = [128, 128];
  const [a, b] = [filled(800 * depth, 11), filled(depth * columns, 12)];
  const [alone, shared, room] = [13, 14, 15].map((seed) => filled(800 * columns, seed)) as number[];
  const run = (to: number, rows: number) =>
    kernels.matMul(a, b, 0, to, room!, rows, columns, depth, 0, 0);
  kernels.setHelpers(0);
  run(alone!, 800);
  kernels.setHelpers(3);
  for (let rows = 100; rows <= 800; rows += 5) run(shared!, rows);
  expect(numbers(shared!, 800 * columns)).toEqual(numbers(alone!, 800 * columns));
});

test('sums do not depend on how many threads made them', () => {
  const { kernels } = kernelHeap(heap);
  const length = 100_003;
  const [x, partial] = [filled(length, 8), wasm._malloc(1 << 16)];
  const out = [wasm._malloc(1 << 12), wasm._malloc(1 << 12)];
  const run = (helpers: number, to: number) => {
    kernels.setHelpers(helpers);
    kernels.columnSum(x, to, partial, 2083, 48);
    return [kernels.sumAll(x, partial, length), ...numbers(to, 48)];
  };
  const once = run(0, out[0]!);
  for (let round = 0; round < 50; round++) expect(run(3, out[1]!)).toEqual(once);
  const exact = numbers(x, length).reduce((sum, value) => sum + value, 0);
  expect(once[0]).toBeCloseTo(exact, 6);
});

test('memory of one thread gets no helpers', async () => {
  const memory = new WebAssembly.Memory({ initial: 10 });
  const alone = { wasm: { ...heap.wasm, wasmMemory: memory } } as unknown as WasmBackend;
  expect(await startHelpers(alone, 4, nodeHelper)).toBe(1);
  expect(workers).toHaveLength(3);
});
