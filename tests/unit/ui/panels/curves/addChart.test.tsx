// @vitest-environment happy-dom
import { act, type ReactNode } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { Curves } from '../../../../../src/ui/panels/curves/Curves.tsx';
import { Stage } from '../../../../../src/ui/panels/stage/Stage.tsx';
import { ChartGallery } from '../../../../gallery/ChartGallery.tsx';
import { layOut, type MountedPanel, mountPanel } from '../../support/mountPanel.tsx';

/** The one line that a new chart costs, and its file. */
vi.mock('../../../../../src/ui/panels/curves/registry.tsx', async (original) => {
  const { charts } =
    await original<typeof import('../../../../../src/ui/panels/curves/registry.tsx')>();
  const { SplitSizes } = await import('../../../../support/SplitSizes.tsx');
  const { createElement } = await import('react');
  const chart = createElement(SplitSizes);
  return { charts: [...charts, { id: 'toy', group: 'internals', chart }] };
});

let panel: MountedPanel | undefined;
afterEach(() => panel?.unmount());

async function mount(node: ReactNode) {
  layOut(280, 140);
  panel = await mountPanel(node);
  return panel;
}
const toyIn = (host: HTMLElement) => host.querySelector('[aria-label="Images: one bar per set"]');

/** What the made-up dataset says of its sets. */
const sizesOf = ({ store }: MountedPanel) =>
  store.getState().engine.loaded!.dataset.splits.map(({ label, count }) => ({ label, count }));

test('a chart of the registry stands in its group, with its files to save and its table', async () => {
  const mounted = await mount(<Curves />);
  const { host, settle } = mounted;
  expect(toyIn(host)).toBeNull();
  const tab = [...host.querySelectorAll<HTMLElement>('[role="tab"]')].find(
    ({ textContent }) => textContent === 'Internals',
  )!;
  await act(async () => tab.click());
  await settle();
  const toy = toyIn(host)!;
  expect(toy.parentElement!.dataset.group).toBe('internals');
  const sizes = sizesOf(mounted);
  const widths = [...toy.querySelectorAll('.chart-body rect')].map((bar) =>
    Number(bar.getAttribute('width')),
  );
  expect(widths).toEqual(sizes.map(({ count }) => (280 * count) / 2484));
  const cells = [...toy.querySelectorAll('tbody tr')].map(({ textContent }) => textContent);
  expect(cells).toEqual(
    sizes.map(({ label, count }) => label + String(count).replace(/(\d)(\d{3})$/, '$1\u202f$2')),
  );
  const tools = [...toy.querySelectorAll('.chart-tools button')].map((button) =>
    button.getAttribute('aria-label'),
  );
  expect(tools).toEqual([
    'Save Images as SVG',
    'Save Images as PNG',
    expect.stringMatching(/Images/),
  ]);
});

test('it comes with the page’s stage, and with the gallery', async () => {
  const { host, store, settle } = await mount(<Stage />);
  await act(async () => store.getState().showStage('curves'));
  await settle();
  expect(host.querySelectorAll('.charts > section.chart')).toHaveLength(6);
  panel?.unmount();
  const { host: gallery } = await mount(<ChartGallery />);
  expect(toyIn(gallery)!.querySelectorAll('.chart-body rect').length).toBeGreaterThan(3);
});
