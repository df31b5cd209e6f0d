// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LessonRail } from '../../../../../src/ui/panels/lesson/LessonRail.tsx';
import { type MountedPanel, mountPanel } from '../../support/mountPanel.tsx';

/** The one line that a new lesson costs, and its file. */
vi.mock('../../../../../src/lessons/registry.ts', async (original) => {
  const { lessons } = await original<typeof import('../../../../../src/lessons/registry.ts')>();
  const { toyLesson } = await import('../../../../support/toyLesson.ts');
  return { lessons: [...lessons, toyLesson] };
});

let panel: MountedPanel;
beforeEach(async () => {
  localStorage.clear();
  panel = await mountPanel(<LessonRail />, 152);
});
afterEach(() => panel.unmount());

const click = async (element: Element | null | undefined) => {
  expect(element).toBeTruthy();
  await act(async () => (element as HTMLElement).click());
  await panel.settle();
};
const button = (text: string | RegExp) =>
  [...panel.host.querySelectorAll('button')].find(({ textContent }) =>
    typeof text === 'string' ? textContent?.trim() === text : text.test(textContent ?? ''),
  );
const open = async () => {
  await act(async () => panel.store.getState().showLesson('list'));
  await click(button(/How many pictures/));
};
const isOff = (text: string) => button(text)!.disabled;

test('a lesson of the registry stands in the list under its number', async () => {
  await act(async () => panel.store.getState().showLesson('list'));
  const names = [...panel.host.querySelectorAll('.lesson-name')].map((name) => name.textContent);
  expect(names.at(-1)).toBe(`${names.length - 1} How many pictures?`);
  await click(button(/How many pictures/));
  expect(panel.store.getState().layout.lesson).toBe(names.length - 1);
});

test('it is walked through: predicted, looked at, and held against the run', async () => {
  await open();
  const { host, store } = panel;
  expect(host.querySelector('[role="tooltip"]')?.textContent).toContain('calibration error');
  expect(isOff('Next')).toBe(true);
  await click(host.querySelectorAll('input[type="radio"]')[0]);
  expect(isOff('Next')).toBe(true);
  await click(button('Lock in'));
  expect(host.querySelector('fieldset')!.disabled).toBe(true);
  await click(button('Next'));

  expect(document.activeElement?.textContent).toBe('Look at the images');
  expect(host.querySelector('[data-shows]')?.getAttribute('data-shows')).toBe('images');
  expect(isOff('Next')).toBe(true);
  await act(async () => store.getState().showTray('images'));
  expect(host.textContent).toContain('to train on');
  expect(store.getState().announcement).toContain('Look at the images');
  await click(button('Next'));

  expect(host.querySelector('.lesson-said')?.textContent).toBe(
    'You said “More.” This run shows “Fewer.”',
  );
  const row = [...host.querySelectorAll('.claims tbody td')].map(({ textContent }) => textContent);
  expect(row[0]).toBe('68.3 → 81.5');
  expect(row[2]).toContain('as in the paper');
  expect(host.textContent).toContain('1 of 1 as in the paper.');
  await click(button('Finish'));
  expect(button('Once more')).toBeTruthy();
});

test('what was done is kept for the next visit', async () => {
  await open();
  await click(panel.host.querySelectorAll('input[type="radio"]')[1]);
  await click(button('Lock in'));
  await click(button('Next'));
  panel.unmount();
  panel = await mountPanel(<LessonRail />, 0);
  await act(async () => panel.store.getState().showLesson('list'));
  expect(button(/How many pictures/)!.textContent).toContain('step 2 of 3');
  await click(button(/How many pictures/));
  expect(panel.host.querySelector('h3')!.textContent).toBe('Look at the images');
});

test('a number that no lesson has shows the list, and says so', async () => {
  await act(async () => panel.store.getState().showLesson(98));
  expect(panel.host.textContent).toContain('There is no lesson 98');
  expect(panel.host.querySelectorAll('.lesson-name').length).toBeGreaterThan(1);
});

test('whoever leaves a lesson finds the temperature as it was', async () => {
  const { store } = panel;
  store.getState().setTemperature(1.4);
  await open();
  await act(async () => store.getState().setTemperature(0.8));
  await act(async () => store.getState().showLesson('list'));
  expect(store.getState().knobs.temperature).toBe(1.4);
});
