import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRng, philox4x32, rngStreams } from '../../../src/math/rng.ts';

const ONES = 0xffffffff;

describe('philox4x32, known answers of Random123', () => {
  test.each([
    {
      counter: [0, 0, 0, 0],
      key: [0, 0],
      expected: [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
    },
    {
      counter: [ONES, ONES, ONES, ONES],
      key: [ONES, ONES],
      expected: [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
    },
    {
      counter: [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      key: [0xa4093822, 0x299f31d0],
      expected: [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    },
  ] as const)('counter $counter', ({ counter, key, expected }) => {
    const out = new Uint32Array(4);
    philox4x32(counter, key, out);
    expect(Array.from(out)).toEqual(expected);
  });
});

describe('createRng', () => {
  test('uses the words of blocks 0, 1, … in order under key (seed, stream)', () => {
    const rng = createRng(7, rngStreams.subset, 3);
    const drawn = Array.from({ length: 8 }, rng.uint32);
    const block = new Uint32Array(4);
    const expected = [0, 1].flatMap((index) => {
      philox4x32([index, 3, 0, 0], [7, rngStreams.subset], block);
      return Array.from(block);
    });
    expect(drawn).toEqual(expected);
  });

  test('seeds, streams and substreams give different numbers', () => {
    const first = (seed: number, stream: number, substream: number) =>
      createRng(seed, stream, substream).uint32();
    const values = [first(0, 1, 0), first(1, 1, 0), first(0, 2, 0), first(0, 1, 1)];
    expect(new Set(values).size).toBe(values.length);
  });

  test('uniform is uint32 / 2^32', () => {
    const bits = createRng(5, 1);
    const fractions = createRng(5, 1);
    for (let i = 0; i < 20; i++) expect(fractions.uniform() * 2 ** 32).toBe(bits.uint32());
  });

  test('below is even over a range that does not divide 2^32', () => {
    const rng = createRng(11, rngStreams.bootstrap);
    const counts = new Array<number>(7).fill(0);
    for (let i = 0; i < 70_000; i++) counts[rng.below(7)]! += 1;
    const chiSquare = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    expect(chiSquare).toBeLessThan(22.46); // 0.999 quantile, 6 degrees of freedom
  });

  test('below rejects the draws that would favour small values', () => {
    const n = 2 ** 31 + 1; // nearly half of all draws lie past the only multiple that fits
    const rng = createRng(2, 1);
    const bits = createRng(2, 1);
    const kept = Array.from({ length: 200 }, bits.uint32).filter((word) => word < n);
    expect(kept.slice(0, 50)).toEqual(Array.from({ length: 50 }, () => rng.below(n)));
  });

  test.each([0, -1, 1.5, 2 ** 32 + 1, Number.NaN])('below(%d) is refused', (n) => {
    expect(() => createRng(0, 1).below(n)).toThrow(RangeError);
  });

  test('shuffle permutes, and the same seed gives the same order', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(200), (seed, length) => {
        const order = Int32Array.from({ length }, (_, i) => i);
        const again = order.slice();
        createRng(seed, rngStreams.batchOrder).shuffle(order);
        createRng(seed, rngStreams.batchOrder).shuffle(again);
        expect(again).toEqual(order);
        expect(Array.from(order).sort((a, b) => a - b)).toEqual(
          Array.from({ length }, (_, i) => i),
        );
      }),
    );
  });

  test('shuffle of three reaches all six orders about equally often', () => {
    const rng = createRng(3, rngStreams.batchOrder);
    const seen = new Map<string, number>();
    for (let i = 0; i < 6000; i++) {
      const order = Int32Array.of(0, 1, 2);
      rng.shuffle(order);
      seen.set(order.join(), (seen.get(order.join()) ?? 0) + 1);
    }
    expect(seen.size).toBe(6);
    for (const count of seen.values()) expect(Math.abs(count - 1000)).toBeLessThan(120);
  });
});
