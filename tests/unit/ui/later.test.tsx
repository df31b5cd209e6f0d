// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, expect, test, vi } from 'vitest';
import { later } from '../../../src/ui/later.tsx';
import { PanelBoundary } from '../../../src/ui/PanelBoundary.tsx';

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
afterEach(() => document.body.replaceChildren());

async function draw(Part: React.ComponentType) {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  const root = document.createElement('div');
  document.body.append(root);
  await act(async () => {
    createRoot(root, { onCaughtError: () => {} }).render(
      <PanelBoundary name="The bar">
        <b>Start</b>
        <Part />
      </PanelBoundary>,
    );
  });
  return root;
}

test('a file that fails takes nothing with it, and is asked for again', async () => {
  const load = vi.fn(async () => () => <i>Here</i>);
  load.mockRejectedValueOnce(new TypeError('Failed to fetch dynamically imported module'));
  const root = await draw(later(load));
  expect(root.textContent).toContain('Start');
  expect(root.textContent).toContain('This part of the page could not be loaded');
  const again = [...root.querySelectorAll('button')].find((b) => b.textContent === 'Try again');
  await act(async () => again?.click());
  expect(load).toHaveBeenCalledTimes(2);
  expect(root.textContent).toBe('StartHere');
});

test('an error of the part itself is its panel’s', async () => {
  const root = await draw(
    later(async () => () => {
      throw new Error('no such method');
    }),
  );
  expect(root.textContent).toContain('The bar could not be drawn');
  expect(root.textContent).toContain('no such method');
});
