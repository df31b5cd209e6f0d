import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createClassDeck } from '../../../src/data/classDeck.ts';

/** Class c has c + 1 images, laid out so that neighbours differ in class. */
const K = 7;
const labels = Int32Array.from(
  Array.from({ length: K }, (_, round) =>
    Array.from({ length: K }, (_, c) => c).filter((c) => c >= round),
  ).flat(),
);
const deckOf = (batchSize: number, seed = 1) => createClassDeck(labels, K, batchSize, seed);

test('a batch depends on seed and step alone: any order, any number of times', () => {
  fc.assert(
    fc.property(
      fc.nat(2 ** 32 - 1),
      fc.array(fc.nat(200), { minLength: 1, maxLength: 5 }),
      (seed, steps) => {
        const used = deckOf(4, seed);
        for (const step of steps) {
          expect(used.indicesAt(step)).toEqual(deckOf(4, seed).indicesAt(step));
        }
      },
    ),
    { numRuns: 25 },
  );
});

test('a batch never holds two images of one class', () => {
  const deck = deckOf(5);
  for (let step = 0; step < 100; step++) {
    expect(new Set(deck.indicesAt(step).map((i) => labels[i]!)).size).toBe(5);
  }
});

test('no image of a class comes again before all others of it came', () => {
  const deck = deckOf(4);
  const seen = new Array<number>(labels.length).fill(0);
  for (let step = 0; step < 300; step++) {
    for (const index of deck.indicesAt(step)) seen[index] = seen[index]! + 1;
    for (let c = 0; c < K; c++) {
      const own = seen.filter((_, i) => labels[i] === c);
      expect(Math.max(...own) - Math.min(...own)).toBeLessThanOrEqual(1);
    }
  }
});

test('every class is drawn about as often as any other', () => {
  const deck = deckOf(3);
  const drawn = new Array<number>(K).fill(0);
  for (let step = 0; step < 1400; step++) {
    for (const index of deck.indicesAt(step)) drawn[labels[index]!] = drawn[labels[index]!]! + 1;
  }
  // 1,400 steps at 3/7: mean 600, deviation 18.5.
  for (const count of drawn) expect(Math.abs(count - 600)).toBeLessThan(80);
});

test('each pass over a class has an order of its own', () => {
  const deck = deckOf(K);
  const last = K - 1;
  const passes = Array.from({ length: 6 }, (_, pass) =>
    Array.from({ length: K }, (_, i) =>
      deck.indicesAt(pass * K + i).find((index) => labels[index] === last),
    ).join(),
  );
  expect(new Set(passes).size).toBeGreaterThan(3);
});
