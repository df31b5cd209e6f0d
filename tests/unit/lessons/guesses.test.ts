import { expect, test } from 'vitest';
import {
  dotsOf,
  drawQuestions,
  questionCount,
  questionsOf,
  tallyOf,
} from '../../../src/lessons/guesses.ts';
import type { KeptSplit } from '../../../src/store/results/logitsVault.ts';

/** Each row three logits and its label; pictures are numbered from 100. */
const split = (
  rows: readonly (readonly [readonly number[], number])[],
  role: KeptSplit['role'] = 'id',
): KeptSplit => ({
  splitId: role,
  role,
  classCount: 3,
  logits: Float32Array.from(rows.flatMap(([logits]) => logits)),
  labels: Int32Array.from(rows, ([, label]) => label),
  indices: Int32Array.from(rows, (_, i) => 100 + i),
});

test('the true class stands against the likeliest other, and the model answers between the two', () => {
  const [sure, wrong, absent] = questionsOf(
    split([
      [[2, 0, 1], 0],
      [[2, 0, 1], 2],
      [[0, Number.NEGATIVE_INFINITY, 0], 0],
    ]),
  );
  expect(sure).toMatchObject({ index: 100, options: [0, 2], truth: 0, modelRight: true });
  expect(sure!.modelConfidence).toBeCloseTo(1 / (1 + Math.exp(-1)), 12);
  expect(wrong).toMatchObject({ index: 101, options: [2, 0], truth: 2, modelRight: false });
  expect(wrong!.modelConfidence).toBeCloseTo(1 / (1 + Math.exp(-1)), 12);
  // A class that a set has no picture of is never offered.
  expect(absent!.options).toEqual([0, 2]);
});

/** Margins from 0 to 6, right and wrong alike. */
const many = split(
  Array.from({ length: 200 }, (_, i) => [[(i % 100) * 0.06, 0, -9], i < 100 ? 0 : 1] as const),
);

test('twenty pictures, as many from each band of the model’s confidence, none of them twice', () => {
  const drawn = drawQuestions([many, split([[[1, 0, 0], 0]], 'val')], 0);
  expect(drawn).toHaveLength(questionCount);
  expect(new Set(drawn.map(({ index }) => index)).size).toBe(questionCount);
  expect(drawn.every(({ splitId }) => splitId === 'id')).toBe(true);
  const bands = drawn.map(({ modelConfidence }) => Math.floor((modelConfidence - 0.5) * 10));
  expect([0, 1, 2, 3, 4].map((band) => bands.filter((one) => one === band).length)).toEqual([
    4, 4, 4, 4, 4,
  ]);
});

test('a round is always the same, another is another', () => {
  const ids = (round: number) => drawQuestions([many], round).map(({ index }) => index);
  expect(ids(1)).toEqual(ids(1));
  expect(ids(1)).not.toEqual(ids(2));
});

test('the true class is on either side', () => {
  const sides = drawQuestions([many], 3).map(({ options, truth }) => options.indexOf(truth));
  expect(new Set(sides)).toEqual(new Set([0, 1]));
});

test('where there are fewer, all are asked', () => {
  const few = split([
    [[1, 0, 0], 0],
    [[5, 0, 0], 0],
  ]);
  expect(drawQuestions([few], 0)).toHaveLength(2);
});

test('answers become dots at their own mean confidence, and a tally', () => {
  const answers = [
    { confidence: 1, right: true },
    { confidence: 0.97, right: false },
    { confidence: 0.5, right: true },
  ];
  expect(dotsOf(answers)).toEqual([
    { confidence: 0.985, right: 1, of: 2 },
    { confidence: 0.5, right: 1, of: 1 },
  ]);
  const { accuracy, meanConfidence, right, n } = tallyOf(answers);
  expect([right, n]).toEqual([2, 3]);
  expect(accuracy).toBeCloseTo(2 / 3, 12);
  expect(meanConfidence).toBeCloseTo(2.47 / 3, 12);
});
