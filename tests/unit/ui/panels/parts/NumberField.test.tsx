// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { RunSettings } from '../../../../../src/ui/panels/lanes/RunSettings.tsx';
import { type MountedPanel, mountPanel } from '../../support/mountPanel.tsx';

let panel: MountedPanel;

beforeEach(async () => {
  panel = await mountPanel(<RunSettings />, 152);
});

afterEach(() => panel.unmount());

function field(label: string): HTMLInputElement {
  const labels = [...panel.host.querySelectorAll('label')];
  const { htmlFor } = labels.find(({ textContent }) => textContent === label)!;
  return panel.host.querySelector<HTMLInputElement>(`[id="${htmlFor}"]`)!;
}

/** Types a text and leaves the field. */
async function type(label: string, text: string) {
  const input = field(label);
  const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!;
  await act(async () => {
    setValue.call(input, text);
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await act(async () => input.dispatchEvent(new FocusEvent('focusout', { bubbles: true })));
}

/** What stands at the field, by the ids that a screen reader follows. */
function said(label: string): string {
  const ids = (field(label).getAttribute('aria-describedby') ?? '').split(' ').filter(Boolean);
  return ids.map((id) => panel.host.querySelector(`[id="${id}"]`)!.textContent).join(' ');
}

const setup = () => panel.store.getState().setup;

test.each([
  ['0,0005', 0.0005],
  ['5·10^-4', 0.0005],
  ['٠٫٠٠٠٥', 0.0005],
  ['5e-4', 0.0005],
])('a learning rate typed as %s counts, and is shown as it counts', async (text, value) => {
  await type('Learning rate', text);
  expect(setup().optimizer.learningRate).toBe(value);
  expect(Number(field('Learning rate').value)).toBe(value);
  expect(said('Learning rate')).toBe('');
});

test.each(['abc', '1..5', '', '0x10'])('%j stays, and the field says what counts', async (text) => {
  const { steps } = setup();
  await type('Steps', text);
  expect(setup().steps).toBe(steps);
  expect(field('Steps').value).toBe(text);
  expect(field('Steps').getAttribute('aria-invalid')).toBe('true');
  expect(said('Steps')).toBe(
    `This is not a number that the lab understands: ${steps} still applies.`,
  );
});

test('what may be read in two ways is decided and said', async () => {
  await type('Steps', '1.000');
  expect(setup().steps).toBe(1000);
  expect(said('Steps')).toBe('Read as 1000. For 1, write 1.');
  await type('Steps', '1000');
  expect(said('Steps')).toBe('');
});

test('what no run could have is named at the field', async () => {
  await type('Steps', '0');
  expect(said('Steps')).toBe('It must lie between 1 and 100000.');
  await type('Steps', '2,5');
  expect(said('Steps')).toBe('This must be a whole number.');
});

test('a value that comes from elsewhere replaces what was not understood', async () => {
  await type('Steps', 'many');
  await act(async () => panel.store.getState().setSettings({ steps: 42 }));
  expect(field('Steps').value).toBe('42');
  expect(said('Steps')).toBe('');
});
