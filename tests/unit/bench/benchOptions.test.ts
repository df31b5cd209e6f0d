import { expect, test } from 'vitest';
import { readBenchOptions } from '../../../bench/benchOptions.ts';
import { UsageError } from '../../../cli/usageError.ts';

const read = (line: string) => readBenchOptions(line.split(' ').filter(Boolean));

test('without flags both backends are measured, seven rounds after two', () => {
  expect(read('')).toMatchObject({
    ...{ backends: ['webgpu', 'wasm'], methods: ['flyp', 'carot'], rounds: 7, warmup: 2 },
    ...{ batch: { webgpu: 8, wasm: 64 }, peers: true, json: null, help: false },
  });
});

test('a batch is of every backend that is asked for', () => {
  expect(read('--only wasm --batch 16 --no-peers')).toMatchObject({
    ...{ backends: ['wasm'], batch: { webgpu: 16, wasm: 16 }, peers: false },
  });
});

test.each([
  ['--only cuda', '--only knows webgpu, wasm, not "cuda".'],
  ['--rounds 0', '--rounds must be a whole number from 1 to 1000, not "0".'],
  ['--methods flyp,ft', '--methods knows flyp, carot, not "ft".'],
  ['--round 3', "Unknown option '--round'"],
  ['--batch', "Option '--batch <value>' argument missing"],
])('%s is refused', (line, message) => {
  expect(() => read(line)).toThrow(UsageError);
  expect(() => read(line)).toThrow(message);
});
