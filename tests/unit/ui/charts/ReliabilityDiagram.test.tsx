// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { BinSummary, EvaluationSummary } from '../../../../src/results/types.ts';
import {
  ReliabilityDiagram,
  type ReliabilityDiagramProps,
} from '../../../../src/ui/charts/ReliabilityDiagram.tsx';
import { fakeSummary } from '../../../gallery/fixtures.ts';

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
const onBrush = vi.fn<NonNullable<ReliabilityDiagramProps['onBrush']>>();

const show = (props: Partial<ReliabilityDiagramProps> = {}) =>
  act(async () =>
    root.render(
      <ReliabilityDiagram
        title="FT, Line icons"
        color="#b93a00"
        summary={summary}
        raw={null}
        classCount={103}
        size={100}
        range={null}
        onBrush={onBrush}
        onEnlarge={() => {}}
        {...props}
      />,
    ),
  );
const plain = (text: string | null | undefined) => text?.replaceAll('\u202f', ' ');
const countTexts = () =>
  [...host.querySelectorAll('.bin-count')].map(({ textContent }) => textContent);

beforeEach(async () => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  onBrush.mockReset();
  host = document.createElement('div');
  document.body.append(host);
  root = createRoot(host);
  await show();
});

afterEach(async () => {
  await act(async () => root.unmount());
  host.remove();
});

test('where there is no large version the caption stays and offers none', async () => {
  await show({ onEnlarge: undefined });
  expect(host.querySelector('figcaption strong')?.textContent).toMatch(/^ECE/);
  expect(host.querySelector('.enlarge')).toBeNull();
  expect(host.querySelector('.reliability.large')).toBeNull();
});

test('an empty bin draws nothing but a hatch on the axis', () => {
  expect(host.querySelectorAll('.bin')).toHaveLength(3);
  expect(host.querySelectorAll('.count')).toHaveLength(3);
  const empty = [...host.querySelectorAll('.no-data')];
  expect(empty.map((stretch) => Number(stretch.getAttribute('x')))).toEqual([0, 80]);
  expect(empty.every((stretch) => Number(stretch.getAttribute('height')) <= 5)).toBe(true);
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

test('the bin that is told has an outline, from the axis up to the higher of the two', async () => {
  expect(host.querySelector('.told')).toBeNull();
  await show({ told: [0.4, 0.6], axes: true });
  const outline = host.querySelector('.told')!;
  const at = (name: string) => Number(outline.getAttribute(name));
  expect([at('x'), at('width')].map(Math.round)).toEqual([40, 20]);
  expect(at('y')).toBeCloseTo(50);
  expect(at('y') + at('height')).toBeCloseTo(100);
  expect(host.querySelectorAll('.axis-words text')).toHaveLength(2);
  await show({ told: [0.4, 0.7] });
  expect(host.querySelector('.told')).toBeNull();
});

test('bins of few images are faint, and whiskers are the intervals', () => {
  expect(host.querySelectorAll('.faint')).toHaveLength(1);
  expect(host.querySelectorAll('.whisker')[0]?.getAttribute('d')).toMatch(/ 65V55/);
});

test('counts stand on bars only where all have room: right of all in the large version', async () => {
  await show({ size: 60 });
  expect(countTexts()).toEqual([]);
  // Only upwards would they fit: over the bars, where nobody can read them.
  await show({ size: 110 });
  expect(countTexts()).toEqual([]);
  await show({ size: 200 });
  expect(countTexts()).toEqual(['400', '684', '5']);
  await show({ size: 400, labelled: true });
  expect(countTexts()).toEqual(['160/400', '274/684', '3/5']);
  expect(host.textContent).toContain('confidence = accuracy');
  expect(plain(host.textContent)).toContain('mean confidence 60.0 %');
});

test('says ECE, interval, bins, n and floor in words', () => {
  const caption = host.querySelector('figcaption');
  expect(plain(caption?.textContent)).toBe('ECE 4.6 %[3.6, 5.8]chance 1.9n 1 089');
  expect(plain(caption?.title)).toContain('ECE 4.6 % [3.6, 5.8] · 5 bins · n 1 089 · chance 1.9 %');
  expect(caption?.dataset.resolved).toBe('true');
  const spoken = plain(host.querySelector('figure')?.getAttribute('aria-label'));
  expect(spoken).toContain('5 bins');
  expect(spoken).toContain('over-confident by 10.0 points');
});

test('an ECE that its noise floor hides is muted and said to be unresolved', async () => {
  await show({ summary: { ...summary, ece: 0.018 } });
  const caption = host.querySelector('figcaption');
  expect(caption?.dataset.resolved).toBe('false');
  expect(caption?.textContent).toContain('≈ chance 1.9');
  expect(caption?.title).toContain('within chance: not resolved');
});

test('the raw values stay as an outline, broken where a bin is empty', async () => {
  expect(host.querySelector('.ghost')).toBeNull();
  await show({ raw: summary, summary: { ...summary, temperature: 2 } });
  expect(host.querySelector('.ghost')?.getAttribute('d')).toBe('M20 60H40L40 60H60L60 40H80');
});

const options = () => [...host.querySelectorAll<HTMLElement>('[role="option"]')];
const press = (key: string, shiftKey = false) =>
  act(async () => {
    document.activeElement?.dispatchEvent(
      new KeyboardEvent('keydown', { key, shiftKey, bubbles: true }),
    );
  });

test('bins are options that the keyboard chooses, extends and clears', async () => {
  expect(options().map(({ tabIndex }) => tabIndex)).toEqual([-1, -1, -1, -1, 0]);
  expect(plain(options()[1]?.getAttribute('aria-label'))).toBe(
    'Confidence 20–40 %: 160/400 right (40.0 %), mean confidence 30.0 %',
  );
  expect(plain(options()[0]?.getAttribute('aria-label'))).toBe('0–20 %: no data');
  options()[4]?.focus();
  await press('ArrowLeft');
  expect(onBrush).not.toHaveBeenCalled();
  await press('Enter');
  expect(onBrush).toHaveBeenLastCalledWith([0.6, 0.8], true);
  await press('ArrowLeft', true);
  expect(onBrush).toHaveBeenLastCalledWith([0.4, 0.8], true);
  await show({ range: [0.4, 0.8] });
  expect(options().map((option) => option.getAttribute('aria-selected'))).toEqual([
    'false',
    'false',
    'true',
    'true',
    'false',
  ]);
  await press('Escape');
  expect(onBrush).toHaveBeenLastCalledWith(null, true);
});

const point = (type: string, clientX: number) =>
  act(async () => {
    host
      .querySelector('.brush')
      ?.dispatchEvent(new PointerEvent(type, { clientX, button: 0, pointerId: 1, bubbles: true }));
  });

test('a drag brushes the bins it crosses, a click one, a click on the only one none', async () => {
  const layer = host.querySelector<HTMLElement>('.brush');
  layer!.getBoundingClientRect = () => new DOMRect(10, 0, 100, 120);
  layer!.setPointerCapture = () => {};
  await point('pointermove', 90);
  expect(onBrush).not.toHaveBeenCalled();
  await point('pointerdown', 75);
  expect(onBrush).toHaveBeenLastCalledWith([0.6, 0.8], false);
  await point('pointermove', 300);
  expect(onBrush).toHaveBeenLastCalledWith([0.6, 1], false);
  await point('pointerup', 300);
  expect(onBrush).toHaveBeenLastCalledWith([0.6, 1], true);
  await show({ range: [0.6, 0.8] });
  expect(host.querySelectorAll('.veil')).toHaveLength(2);
  await point('pointerdown', 75);
  await point('pointerup', 76);
  expect(onBrush).toHaveBeenLastCalledWith(null, true);
});
