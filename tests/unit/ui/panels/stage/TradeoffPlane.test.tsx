// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ownResult } from '../../../../../src/store/results/shown.ts';
import { Plane } from '../../../../../src/ui/panels/stage/Plane.tsx';
import { layOut, type MountedPanel, mountPanel } from '../../support/mountPanel.tsx';

let page: MountedPanel;
beforeEach(async () => {
  layOut(320, 260);
  page = await mountPanel(<Plane />, 152);
});
afterEach(() => page.unmount());

const marks = () => [...page.host.querySelectorAll<SVGGElement>('[role="option"]')];
const placeOf = (mark: SVGGElement) => mark.style.transform;

test('every method has a mark with its name and its values in words, in both planes', () => {
  expect(marks()).toHaveLength(10);
  const [zs, ft] = marks();
  expect(zs!.textContent).toBe('Zero-shot');
  const spoken = ft!.getAttribute('aria-label')!;
  expect(spoken).toMatch(/^FT, Accuracy: ID 57\.\d/);
  expect(spoken).toMatch(/\d+\.\d to \d+\.\d/);
  expect(spoken).toContain('step 152');
  expect(spoken).toContain('mean of 4 sets');
});

test('a trained method trails a dot an evaluation, zoomed axes say so', () => {
  const [plane] = page.host.querySelectorAll('svg.plane');
  const trails = [...plane!.querySelectorAll('.plane-trail')];
  expect(trails.map((trail) => trail.querySelectorAll('circle').length)).toEqual([0, 9, 0, 9, 9]);
  expect(plane!.textContent).toContain('axes not from 0');
  expect(plane!.textContent).toContain('better ↗');
});

test('the plane of errors shades what cannot be told from 0', () => {
  const [, plane] = page.host.querySelectorAll('svg.plane');
  expect(plane!.querySelector('.floor')).not.toBeNull();
  expect(plane!.textContent).toMatch(/noise floor, n 1.089/);
  expect(plane!.textContent).toContain('↙ better');
});

test('scrubbing moves the marks; before the first evaluation of a view it has none', async () => {
  const before = marks().map(placeOf);
  act(() => page.store.getState().scrubTo(38));
  await page.settle();
  expect(marks()).toHaveLength(8);
  expect(marks()[1]!.getAttribute('aria-label')).toContain('step 38');
  expect(placeOf(marks()[1]!)).not.toBe(before[1]);
});

test('a temperature moves the errors, leaves accuracy, and keeps the raw value as a ghost', async () => {
  act(() => page.store.getState().setTemperature(2));
  await page.settle();
  const [accuracy, errors] = page.host.querySelectorAll('svg.plane');
  expect(accuracy!.querySelectorAll('.ghost')).toHaveLength(0);
  expect(errors!.querySelectorAll('.ghost')).toHaveLength(5);
  expect(errors!.querySelector('[role="option"]')!.getAttribute('aria-label')).toContain(
    'at T = 2',
  );
});

test('arrow keys walk from mark to mark, and what has the focus is read out', () => {
  const [first, second] = marks();
  act(() => first!.focus());
  expect(page.host.querySelector('.plane-readout')?.textContent).toContain('Zero-shot');
  act(() => {
    first!.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
  });
  expect(document.activeElement).toBe(second);
  expect(page.host.querySelector('.plane-readout')?.textContent).toContain('FT');
});

test('the same numbers stand in a table', () => {
  const rows = [...page.host.querySelectorAll('tbody tr')];
  expect(rows).toHaveLength(5);
  const cells = [...rows[1]!.children].map((cell) => cell.textContent);
  const { row } = ownResult(page.store.getState(), 'ft')!;
  expect(cells.slice(0, 2)).toEqual(['FT', '152']);
  expect(Number(cells[3])).toBeCloseTo(row.idAcc * 100, 1);
  expect(Number(cells[6])).toBeCloseTo(row.oodEce * 100, 1);
});
