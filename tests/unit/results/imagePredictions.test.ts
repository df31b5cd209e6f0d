import fc from 'fast-check';
import { expect, test } from 'vitest';
import { softmax } from '../../../src/metrics/softmax.ts';
import { topLabel } from '../../../src/metrics/topLabel.ts';
import {
  classProbability,
  imagePredictions,
  topClasses,
} from '../../../src/results/imagePredictions.ts';

const classCount = 5;
const evaluations = fc
  .array(
    fc.tuple(
      fc.array(fc.double({ min: -30, max: 30, noNaN: true }), {
        minLength: classCount,
        maxLength: classCount,
      }),
      fc.integer({ min: 0, max: classCount - 1 }),
    ),
    { minLength: 1, maxLength: 20 },
  )
  .map((rows) => ({
    logits: Float64Array.from(rows.flatMap(([row]) => row)),
    labels: Int32Array.from(rows.map(([, label]) => label)),
  }));
const temperatures = fc.double({ min: 0.25, max: 4, noNaN: true });

test('agrees with the top label of the metrics, whatever the temperature', () => {
  fc.assert(
    fc.property(evaluations, temperatures, ({ logits, labels }, temperature) => {
      const said = imagePredictions(logits, labels, classCount, temperature);
      const top = topLabel(logits, labels, classCount, temperature);
      expect(said.confidence).toEqual(top.confidence);
      expect(said.correct).toEqual(top.correct);
      for (const [i, predicted] of said.predicted.entries()) {
        expect(said.correct[i]).toBe(predicted === labels[i] ? 1 : 0);
        const surest = classProbability(logits, i, predicted, classCount, temperature);
        expect(surest).toBeCloseTo(said.confidence[i]!, 12);
      }
    }),
  );
});

test('a temperature changes no answer', () => {
  fc.assert(
    fc.property(evaluations, temperatures, ({ logits, labels }, temperature) => {
      const at = (t: number) => imagePredictions(logits, labels, classCount, t).predicted;
      expect(at(temperature)).toEqual(at(1));
    }),
  );
});

test('the top classes are the largest of the softmax, in order', () => {
  fc.assert(
    fc.property(evaluations, temperatures, ({ logits }, temperature) => {
      const row = softmax(logits, classCount, temperature).subarray(0, classCount);
      const top = topClasses(logits, 0, classCount, temperature, 3);
      const sorted = [...row].sort((a, b) => b - a);
      top.forEach(({ classIndex, probability }, rank) => {
        expect(probability).toBeCloseTo(sorted[rank]!, 12);
        expect(probability).toBeCloseTo(row[classIndex]!, 12);
      });
    }),
  );
});

test('logits that are not finite have no confidence and count as wrong', () => {
  const said = imagePredictions([Number.NaN, 0, 0, 1, 0, 0], [0, 0], 3);
  expect(said.confidence[0]).toBeNaN();
  expect([...said.correct]).toEqual([0, 1]);
});
