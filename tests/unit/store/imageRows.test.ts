import { beforeAll, expect, test } from 'vitest';
import { confusedPairs } from '../../../src/results/confusion.ts';
import { createLabStore } from '../../../src/store/index.ts';
import type { LabStore } from '../../../src/store/labState.ts';
import { classRows, classView, sortClasses } from '../../../src/store/selection/classRows.ts';
import { answersTo } from '../../../src/store/selection/imageAnswers.ts';
import {
  contrastIndices,
  keptSplit,
  lookedAt,
  selectedImages,
  sortImages,
} from '../../../src/store/selection/imageRows.ts';
import { pinnedProbes } from '../../../src/store/selection/probes.ts';
import { mostPins, noSelection } from '../../../src/store/selection/selectionSlice.ts';
import { fakeDeps } from '../../gallery/fakeDeps.ts';
import { fakeConfig, fakeRace } from '../../gallery/fakeRace.ts';

let store: LabStore;

beforeAll(async () => {
  store = createLabStore(fakeDeps());
  await store.getState().boot();
  const config = fakeConfig(store.getState().setup);
  store.getState().applyEvents(fakeRace(config, config.steps, true));
});

const choose = (change: Partial<typeof noSelection>) => {
  store.getState().select({ ...noSelection, methodId: 'ft', ...change });
  return selectedImages(store.getState())!;
};

test('without a brush every image of the final evaluation is listed', () => {
  const { brushed, listed, accuracy, meanConfidence } = choose({});
  expect(brushed).toHaveLength(1089);
  expect(listed).toHaveLength(1089);
  expect(accuracy).toBeCloseTo(brushed.filter(({ correct }) => correct).length / 1089, 12);
  expect(meanConfidence).toBeGreaterThan(1 / 103);
});

test('the same question has the same answer object, so that nothing draws twice', () => {
  choose({ confidence: [0.8, 1] });
  expect(selectedImages(store.getState())).toBe(selectedImages(store.getState()));
  store.getState().setCrosshair(12);
  expect(lookedAt(store.getState())).toBe(lookedAt(store.getState()));
});

test('a brush keeps (low, high], and filters act within it', () => {
  const { brushed } = choose({ confidence: [0.4, 0.6] });
  expect(brushed.length).toBeGreaterThan(20);
  expect(brushed.every(({ confidence }) => confidence > 0.4 && confidence <= 0.6)).toBe(true);
  const wrong = choose({ confidence: [0.4, 0.6], wrongOnly: true });
  expect(wrong.brushed).toEqual(brushed);
  expect(wrong.listed).toEqual(brushed.filter(({ correct }) => !correct));
});

test('a contrast holds exactly the images wrong in one and right in the other', () => {
  store.getState().setOodSplit('solid');
  const { listed } = choose({ side: 'ood', contrast: { wrongIn: 'ft', rightIn: 'carot' } });
  const state = store.getState();
  const wrong = keptSplit(state, 'ft', 'solid');
  const right = keptSplit(state, 'carot', 'solid');
  expect(listed.length).toBeGreaterThan(0);
  expect(listed.every(({ correct }) => !correct)).toBe(true);
  expect(new Set(listed.map(({ index }) => index))).toEqual(contrastIndices(wrong, right));
  const swapped = contrastIndices(right, wrong);
  expect(listed.some(({ index }) => swapped.has(index))).toBe(false);
  expect(contrastIndices(wrong, undefined).size).toBe(0);
});

test('orders: surest, least sure, wrong but sure, by class', () => {
  const { listed } = choose({});
  const sure = sortImages(listed, 'sure').map(({ confidence }) => confidence);
  expect(sure).toEqual([...sure].sort((a, b) => b - a));
  expect(sortImages(listed, 'unsure')[0]?.confidence).toBe(sure.at(-1));
  const wrongSure = sortImages(listed, 'wrongSure');
  const wrongCount = listed.filter(({ correct }) => !correct).length;
  expect(wrongSure.slice(0, wrongCount).every(({ correct }) => !correct)).toBe(true);
  expect(sortImages(listed, 'label')[0]?.label).toBe(0);
  expect(listed).toHaveLength(1089);
});

test('a temperature changes confidences and never an answer', () => {
  const before = choose({}).brushed;
  store.getState().setTemperature(2);
  const after = selectedImages(store.getState())!.brushed;
  store.getState().setTemperature(1);
  expect(after.map(({ predicted }) => predicted)).toEqual(before.map(({ predicted }) => predicted));
  expect(after.every(({ confidence }, i) => confidence < before[i]!.confidence)).toBe(true);
});

test('scrubbing back lists the live evaluation of that step', () => {
  choose({});
  store.getState().scrubTo(19);
  expect(selectedImages(store.getState())?.brushed).toHaveLength(200);
  store.getState().scrubTo(null);
});

test('classes and confusions count the brushed images; a cell lists its own', () => {
  choose({ confidence: [0.3, 0.9] });
  const view = classView(store.getState())!;
  const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);
  expect(sum(view.counts)).toBe(view.n);
  expect(sum(view.rows.map(({ count }) => count))).toBe(view.n);
  expect(view.referenceId).toBe('zs');
  const pair = confusedPairs(view.counts, view.classCount)[0]!;
  const { listed } = choose({ confidence: [0.3, 0.9], cell: pair });
  expect(listed).toHaveLength(pair.count);
  const worst = sortClasses(view.rows, 'worst', []);
  expect(worst[0]!.accuracy).toBeLessThanOrEqual(worst.at(-1)!.accuracy);
});

test('the change of a class is taken on the images that both have seen', () => {
  const row = (index: number, correct: boolean) => ({
    index,
    row: index,
    label: 0,
    predicted: correct ? 0 : 1,
    confidence: 0.5,
    correct,
  });
  const own = [row(0, true), row(1, true), row(2, false)];
  const reference = [row(0, false), row(1, true), row(7, true)];
  expect(classRows(own, reference, 2)).toEqual([
    { label: 0, count: 3, correct: 2, accuracy: 2 / 3, change: 0.5 },
  ]);
  expect(classRows(own, [row(9, true)], 2)[0]?.change).toBeNull();
  expect(classRows(own, null, 2)[0]?.change).toBeNull();
});

test('pins run over every evaluation that holds them, and a seventh is refused', () => {
  const { togglePin } = store.getState();
  togglePin({ splitId: 'id', index: 3 });
  togglePin({ splitId: 'id', index: 900 });
  const [early, late] = pinnedProbes(store.getState());
  const line = (probe: typeof early) => probe?.lines.find(({ methodId }) => methodId === 'ft');
  expect(line(early)?.points.map(({ step }) => step)).toEqual([
    0, 19, 38, 57, 76, 95, 114, 133, 152,
  ]);
  expect(line(late)?.points.map(({ step }) => step)).toEqual([152]);
  expect(line(late)?.evaluated).toBe(9);
  expect(early?.label).toBe(3);
  expect(early?.lines.some(({ methodId }) => methodId === 'wise-ft')).toBe(false);
  for (const index of [10, 11, 12, 13]) expect(togglePin({ splitId: 'id', index })).toBe(true);
  expect(store.getState().pins).toHaveLength(mostPins);
  expect(togglePin({ splitId: 'id', index: 14 })).toBe(false);
  expect(togglePin({ splitId: 'id', index: 13 })).toBe(true);
});

test('every method answers for an image, and says where it was not asked', () => {
  const answers = answersTo({ splitId: 'id', index: 900 })(store.getState());
  expect(answers.map(({ methodId }) => methodId)).toEqual(['zs', 'ft', 'wise-ft', 'flyp', 'carot']);
  for (const { top } of answers) expect(top).toHaveLength(5);
  store.getState().scrubTo(19);
  const early = answersTo({ splitId: 'id', index: 900 })(store.getState());
  expect(early.find(({ methodId }) => methodId === 'ft')?.top).toBeNull();
  store.getState().scrubTo(null);
});
