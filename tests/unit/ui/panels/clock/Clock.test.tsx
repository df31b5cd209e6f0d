// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { movedStep, snapStep } from '../../../../../src/ui/charts/timelineMarks.ts';
import { Clock } from '../../../../../src/ui/panels/clock/Clock.tsx';
import { layOut, type MountedPanel, mountPanel } from '../../support/mountPanel.tsx';

let page: MountedPanel;
beforeEach(async () => {
  layOut(800, 58);
  page = await mountPanel(<Clock />);
});
afterEach(() => page.unmount());

const slider = () => page.host.querySelector<HTMLInputElement>('input[type="range"]')!;
const chip = () => page.host.querySelector<HTMLButtonElement>('.latest-chip')!;
const press = (key: string) =>
  act(() => {
    slider().dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  });
const button = (name: RegExp) =>
  [...page.host.querySelectorAll('button')].find((known) =>
    name.test(known.getAttribute('aria-label') ?? known.textContent ?? ''),
  )!;
const scrubStep = () => page.store.getState().clock.scrubStep;

/** As a drag does: the browser sets the value, then says so. */
function drag(to: number) {
  const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!;
  act(() => {
    set.call(slider(), String(to));
    slider().dispatchEvent(new Event('input', { bubbles: true }));
  });
}

test('is at the latest at first: the chip is pressed and the slider names the newest evaluation', () => {
  expect(chip().getAttribute('aria-pressed')).toBe('true');
  expect(chip().textContent).toBe('LATEST');
  expect(slider().value).toBe('95');
  expect(slider().getAttribute('aria-valuetext')).toContain('step 95');
  expect(page.host.querySelectorAll('.evaluated')).toHaveLength(6);
  expect(page.host.querySelectorAll('.planned')).toHaveLength(3);
});

test('arrow keys go from evaluation to evaluation, the end is the latest again', () => {
  press('ArrowLeft');
  expect(scrubStep()).toBe(76);
  press('ArrowLeft');
  expect(scrubStep()).toBe(57);
  press('Home');
  expect(scrubStep()).toBe(0);
  press('ArrowLeft');
  expect(scrubStep()).toBe(0);
  press('ArrowRight');
  expect(scrubStep()).toBe(19);
  expect(chip().textContent).toMatch(/^step 19 →/);
  press('End');
  expect(scrubStep()).toBeNull();
});

test('a drag stands on evaluations only, and the chip leads back to the latest', () => {
  drag(44);
  expect(scrubStep()).toBe(38);
  expect(slider().value).toBe('38');
  expect(slider().getAttribute('aria-valuetext')).toBe('step 38 of 152');
  drag(150);
  expect(scrubStep()).toBeNull();
  drag(30);
  act(() => chip().click());
  expect(scrubStep()).toBeNull();
});

test('a bookmark is set with its note, goes back to its step, and can be removed', async () => {
  drag(38);
  act(() => button(/^Bookmark this/).click());
  await act(() => vi.dynamicImportSettled());
  const input = page.host.querySelector<HTMLInputElement>('.bookmark-note input')!;
  input.value = ' ECE leaves here ';
  act(() => {
    page.host.querySelector<HTMLFormElement>('.bookmark-note')!.requestSubmit();
  });
  expect(page.store.getState().clock.bookmarks).toEqual([{ step: 38, note: 'ECE leaves here' }]);
  expect(page.host.querySelector('.bookmark-note')).toBeNull();
  act(() => page.store.getState().scrubTo(null));
  act(() => button(/^Bookmark at step 38: ECE leaves here/).click());
  expect(scrubStep()).toBe(38);
  act(() => button(/^Remove/).click());
  expect(page.store.getState().clock.bookmarks).toEqual([]);
});

test('mirrors the crosshair of the other panes', () => {
  expect(page.host.querySelector('.crosshair-step')).toBeNull();
  act(() => page.store.getState().setCrosshair(60));
  expect(page.host.querySelector('.crosshair-step')?.textContent).toBe('60');
});

test('snaps to the nearest evaluation, the later of two as near', () => {
  expect(snapStep([0, 20, 40], 29)).toBe(20);
  expect(snapStep([0, 20, 40], 30)).toBe(40);
  expect(snapStep([], 30)).toBeNull();
});

test('moves by evaluations; a step between them counts as the one before', () => {
  expect(movedStep([0, 20, 40], 25, 1)).toEqual({ to: null });
  expect(movedStep([0, 20, 40], 25, -1)).toEqual({ to: 0 });
  expect(movedStep([], null, 1)).toBeNull();
});
