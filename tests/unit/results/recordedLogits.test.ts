import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { argmax } from '../../../src/math/argmax.ts';
import { createRng } from '../../../src/math/rng.ts';
import { fitOnValidation, methodResult } from '../../../src/results/methodResult.ts';
import { packLogits, recordedBytes, unpackLogits } from '../../../src/results/recordedLogits.ts';

/** Rows with a spread of `scale`, some classes that are not offered, labels that the logits know something of. */
function answers(seed: number, n: number, classCount: number, scale: number) {
  const rng = createRng(seed, 0);
  const labels = Int32Array.from({ length: n }, () => rng.below(classCount));
  const logits = Float32Array.from({ length: n * classCount }, (_, at) => {
    const own = labels[Math.floor(at / classCount)] === at % classCount;
    if (!own && (at % classCount) % 7 === 3) return Number.NEGATIVE_INFINITY;
    return 20 + scale * (4 * rng.uniform() - 2 + (own ? 2 * rng.uniform() : 0));
  });
  return { logits, labels };
}

const eces = (
  logits: Float32Array,
  labels: Int32Array,
  classCount: number,
  temperature: number,
) => {
  const splits = [{ splitId: 'test', role: 'id' as const, logits, labels }];
  const options = { binCount: 15, binning: 'width', draws: 0, temperature } as const;
  const stamp = { methodId: 'a', step: 0, scope: 'live', classCount } as const;
  const [split] = methodResult({ ...stamp, splits, options }).splits;
  return [split!.raw.ece, split!.scaled.ece];
};

describe('logits as bytes', () => {
  test.each([
    [8, 0.3],
    [97, 1],
    [97, 4],
    [97, 12],
  ])(
    'give back the calibration error of %i classes at spread %f, raw and scaled',
    (classes, scale) => {
      for (const seed of [1, 2, 3]) {
        const { logits, labels } = answers(seed, 300, classes, scale);
        const held = { splitId: 'val', role: 'val' as const, logits, labels };
        const { temperature } = fitOnValidation([held], classes);
        const back = unpackLogits(packLogits(logits, classes, temperature), 300, classes);
        const [raw, scaled] = eces(logits, labels, classes, temperature);
        const [rawBack, scaledBack] = eces(back, labels, classes, temperature);
        expect(Math.abs(raw! - rawBack!)).toBeLessThan(1e-6);
        expect(Math.abs(scaled! - scaledBack!)).toBeLessThan(0.001);
      }
    },
  );

  test('every answer and every class that is not offered stays', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 40 }),
        fc.integer({ min: 0, max: 1e6 }),
        fc.double({ min: 1e-3, max: 50, noNaN: true }),
        (classCount, seed, scale) => {
          const { logits } = answers(seed, 12, classCount, scale);
          const packed = packLogits(logits, classCount, 1.3);
          expect(packed.byteLength).toBe(recordedBytes(12, classCount));
          const back = unpackLogits(packed, 12, classCount);
          for (let row = 0; row < 12; row++) {
            const at = row * classCount;
            expect(argmax(back, at, classCount)).toBe(argmax(logits, at, classCount));
          }
          logits.forEach((z, i) => {
            expect(back[i] === Number.NEGATIVE_INFINITY).toBe(z === Number.NEGATIVE_INFINITY);
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  test('logits of a run that diverged are refused, and so are bytes of another size', () => {
    expect(() => packLogits(Float32Array.of(1, Number.NaN), 2, 1)).toThrow(/diverged/);
    expect(() => packLogits(Float32Array.of(1, Number.POSITIVE_INFINITY), 2, 1)).toThrow(
      /diverged/,
    );
    expect(() => unpackLogits(new Uint8Array(10), 1, 2)).toThrow(RangeError);
  });
});
