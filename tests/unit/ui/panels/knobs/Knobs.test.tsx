// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ownResult } from '../../../../../src/store/results/shown.ts';
import { Knobs } from '../../../../../src/ui/panels/knobs/Knobs.tsx';
import { catalogue } from '../../../../gallery/fixtures.ts';
import { layOut, type MountedPanel, mountPanel } from '../../support/mountPanel.tsx';

let panel: MountedPanel;

beforeEach(async () => {
  layOut(480, 400);
  panel = await mountPanel(<Knobs />, 152);
});

afterEach(() => panel.unmount());

const text = () => panel.host.textContent?.replaceAll('\u202f', ' ') ?? '';
const knob = (id: string) => panel.host.querySelector<HTMLInputElement>(`#knob-${id}`)!;
const button = (name: string) =>
  [...panel.host.querySelectorAll('button')].find((one) => one.textContent === name)!;

test('every knob has its name, its key and its range', () => {
  for (const id of ['t', 'a', 'b', 'x']) {
    expect(panel.host.querySelector(`label[for="knob-${id}"]`)?.textContent).toMatch(/\S/);
  }
  expect([knob('b').min, knob('b').max, knob('b').value]).toEqual(['5', '20', '15']);
  expect([knob('a').step, knob('x').max]).toEqual(['0.01', '5']);
});

test('the fitted temperature of every method is printed, and where it comes from', () => {
  const fitted = [...panel.host.querySelectorAll('.fitted li')].map((item) => item.textContent);
  const ft = ownResult(panel.store.getState(), 'ft')!;
  expect(fitted).toHaveLength(5);
  expect(fitted[1]).toContain(`FT: T* ${ft.temperature.toFixed(2)}`);
  expect(text()).toContain('fitted on ID validation only');
});

test('temperature says that accuracy is unchanged, and goes back to raw', async () => {
  expect(text()).not.toContain('same accuracy');
  await act(async () => button('Each at own T*').click());
  expect(button('Each at own T*').getAttribute('aria-pressed')).toBe('true');
  expect(text()).toContain('same accuracy ✓');
  await act(async () => button('Raw').click());
  expect(panel.store.getState().knobs.temperature).toBe(1);
});

test('an alpha between evaluations is said to be approximate', async () => {
  expect(text()).toContain('exact');
  await act(async () => panel.store.getState().setAlpha(0.62));
  expect(text()).toContain('≈ approximately (α 0.5)');
});

test('the ladder opens with a severity, and an engine without corruptions says so', async () => {
  expect(panel.host.querySelector('.ladder')).toBeNull();
  await act(async () => panel.store.getState().setCorruption({ severity: 2 }));
  await act(() => vi.dynamicImportSettled());
  expect(panel.host.querySelector('.ladder')).not.toBeNull();
  expect(button('Evaluate all severities')).toBeDefined();
  await act(async () =>
    panel.store.setState(({ engine }) => ({
      engine: { ...engine, catalogue: { ...catalogue, corruptions: [] } },
    })),
  );
  expect(panel.host.querySelector('.ladder')).toBeNull();
  expect(text()).toContain('This engine offers no corruption.');
});
