// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { BinSummary, EvaluationSummary } from '../../../src/results/types.ts';
import { ReliabilityDiagram } from '../../../src/ui/charts/ReliabilityDiagram.tsx';
import { fakeSummary } from '../../gallery/fixtures.ts';

const bin = (index: number, values: Partial<BinSummary>): BinSummary => ({
  lower: index / 5,
  upper: (index + 1) / 5,
  count: 0,
  correct: 0,
  accuracy: null,
  confidence: null,
  accuracyInterval: null,
  ...values,
});

/** Five bins: empty, under-confident, over-confident, over-confident with few images, empty. */
const summary: EvaluationSummary = {
  ...fakeSummary(0.5, 0.1, 1089, 5),
  ece: 0.0457,
  eceInterval: [0.036, 0.058],
  noiseFloor: 0.019,
  bins: [
    bin(0, {}),
    bin(1, {
      count: 400,
      correct: 160,
      accuracy: 0.4,
      confidence: 0.3,
      accuracyInterval: [0.35, 0.45],
    }),
    bin(2, {
      count: 684,
      correct: 274,
      accuracy: 0.4,
      confidence: 0.5,
      accuracyInterval: [0.36, 0.44],
    }),
    bin(3, { count: 5, correct: 3, accuracy: 0.6, confidence: 0.7, accuracyInterval: [0.2, 0.9] }),
    bin(4, {}),
  ],
};

let host: HTMLElement;
let root: ReturnType<typeof createRoot>;

beforeEach(async () => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  host = document.createElement('div');
  document.body.append(host);
  root = createRoot(host);
  await act(async () =>
    root.render(
      <ReliabilityDiagram
        title="FT, Line icons"
        color="#b93a00"
        summary={summary}
        classCount={103}
        size={100}
      />,
    ),
  );
});

afterEach(async () => {
  await act(async () => root.unmount());
  host.remove();
});

test('an empty bin draws nothing', () => {
  expect(host.querySelectorAll('.bin')).toHaveLength(3);
  expect(host.querySelectorAll('.count')).toHaveLength(3);
});

test('over-confident gaps are solid, under-confident ones hatched', () => {
  const gaps = [...host.querySelectorAll('.gap')];
  expect(gaps.map((gap) => gap.classList.contains('over'))).toEqual([false, true, true]);
  expect(gaps[0]?.getAttribute('fill')).toMatch(/^url\(#/);
  expect(gaps[1]?.getAttribute('fill')).toBe('#b93a00');
});

test('the gap spans accuracy and confidence, the tick marks the accuracy', () => {
  const gap = host.querySelectorAll('.gap')[1];
  expect(Number(gap?.getAttribute('y'))).toBeCloseTo(50);
  expect(Number(gap?.getAttribute('height'))).toBeCloseTo(10);
  expect(host.querySelectorAll('.tick')[1]?.getAttribute('d')).toMatch(/^M40\.5 60H/);
});

test('bins of few images are faint, and whiskers are the intervals', () => {
  expect(host.querySelectorAll('.faint')).toHaveLength(1);
  expect(host.querySelectorAll('.whisker')[0]?.getAttribute('d')).toMatch(/ 65V55/);
});

test('says ECE, interval, bins, n and floor in words', () => {
  const caption = host.querySelector('figcaption')?.textContent?.replaceAll('\u202f', ' ');
  expect(caption).toContain('ECE 4.6 % 3.6–5.8');
  expect(caption).toContain('n 1 089 · floor 1.9');
  const spoken = host.querySelector('figure')?.getAttribute('aria-label');
  expect(spoken).toContain('5 bins');
});
