// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLabStore } from '../../../../../src/store/index.ts';
import type { LabStore } from '../../../../../src/store/labState.ts';
import { ClassesTab } from '../../../../../src/ui/panels/classes/ClassesTab.tsx';
import { ImagesTab } from '../../../../../src/ui/panels/images/ImagesTab.tsx';
import { LabContext } from '../../../../../src/ui/useLab.ts';
import { fakeDeps } from '../../../../gallery/fakeDeps.ts';
import { fakeConfig, fakeRace } from '../../../../gallery/fakeRace.ts';

let store: LabStore;
let host: HTMLElement;
let root: ReturnType<typeof createRoot>;

/** Draws queued for later frames are drawn. */
const settle = () => act(() => new Promise((resolve) => setTimeout(resolve, 120)));
const text = () => host.textContent?.replaceAll('\u202f', ' ') ?? '';
const cards = () => [...host.querySelectorAll('.image-card')];
const button = (name: string) =>
  [...host.querySelectorAll('button')].find(({ textContent }) => textContent?.includes(name));

async function show(tab: 'images' | 'classes', until = 152) {
  const config = fakeConfig(store.getState().setup);
  if (until > 0) store.getState().applyEvents(fakeRace(config, until, true));
  await act(async () =>
    root.render(
      <LabContext value={store}>{tab === 'images' ? <ImagesTab /> : <ClassesTab />}</LabContext>,
    ),
  );
  await settle();
}

beforeEach(async () => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      observe() {}
      disconnect() {}
    },
  );
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      disconnect() {}
    },
  );
  store = createLabStore(fakeDeps());
  await store.getState().boot();
  host = document.createElement('div');
  document.body.append(host);
  root = createRoot(host);
});

afterEach(async () => {
  await act(async () => root.unmount());
  host.remove();
  vi.unstubAllGlobals();
});

test('before a race it says when images appear', async () => {
  await show('images', 0);
  expect(text()).toContain('with the first evaluation');
});

test('a brush is a sentence and a page of images; wrong only leaves the wrong', async () => {
  store.getState().select({ methodId: 'ft', confidence: [0.6, 0.8] });
  await show('images');
  expect(text()).toMatch(/FT · ID · 60–80 % · \d+ images: confidence \d+ %, accuracy \d+ %/);
  expect(cards()).toHaveLength(40);
  await act(async () =>
    host.querySelector<HTMLInputElement>('.image-filters .check input')?.click(),
  );
  await settle();
  expect(store.getState().selection.wrongOnly).toBe(true);
  expect(cards().every((card) => card.textContent?.includes('✗'))).toBe(true);
  expect(text()).toMatch(/\d+ shown/);
});

test('an image opens to every method’s answers and can be pinned', async () => {
  await show('images');
  await act(async () => (cards()[0] as HTMLElement).click());
  await settle();
  expect(host.querySelectorAll('.top-bars')).toHaveLength(5);
  expect(host.querySelectorAll('.top-bars li')).toHaveLength(25);
  await act(async () => button('Pin')?.click());
  await settle();
  expect(store.getState().pins).toHaveLength(1);
  expect(host.querySelectorAll('.pin-strip .pin')).toHaveLength(1);
});

test('a confused pair leads to its images', async () => {
  await show('classes');
  expect(host.querySelectorAll('.class-bars li').length).toBeGreaterThan(90);
  const pair = host.querySelector<HTMLElement>('.confused-pairs button');
  await act(async () => pair?.click());
  expect(store.getState().selection.cell).not.toBeNull();
  expect(store.getState().layout.tray).toBe('images');
});
