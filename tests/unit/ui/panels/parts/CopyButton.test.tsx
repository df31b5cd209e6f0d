// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CopyButton } from '../../../../../src/ui/panels/parts/CopyButton.tsx';

let host: HTMLElement;
let root: Root;
let comesOff: boolean;

const button = () => host.querySelector('button')!;
const press = () => act(async () => button().click());

beforeEach(async () => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  vi.useFakeTimers();
  host = document.createElement('div');
  document.body.append(host);
  root = createRoot(host);
  await act(async () =>
    root.render(<CopyButton name="Copy Markdown" copy={async () => comesOff} />),
  );
});

afterEach(async () => {
  await act(async () => root.unmount());
  host.remove();
  vi.useRealTimers();
});

test('the button says for two seconds that it was copied, again with every press', async () => {
  comesOff = true;
  await press();
  expect(button().textContent).toBe('✓ Copied');
  await act(async () => vi.advanceTimersByTime(1500));
  await press();
  await act(async () => vi.advanceTimersByTime(1500));
  expect(button().textContent).toBe('✓ Copied');
  await act(async () => vi.advanceTimersByTime(600));
  expect(button().textContent).toBe('Copy Markdown');
});

test('what was not copied is not said to be', async () => {
  comesOff = false;
  await press();
  expect(button().textContent).toBe('Copy Markdown');
});
