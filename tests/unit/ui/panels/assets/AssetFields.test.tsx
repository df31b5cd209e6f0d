// @vitest-environment happy-dom
import { act } from 'react';
import { expect, test, vi } from 'vitest';
import { AssetFields } from '../../../../../src/ui/panels/assets/AssetFields.tsx';
import { twoOfEach } from '../../../../support/twoOfEach.ts';
import { mountPanel } from '../../support/mountPanel.tsx';

async function mounted() {
  const panel = await mountPanel(<AssetFields />, 0);
  await act(async () => {
    const { engine } = panel.store.getState();
    panel.store.setState({ engine: { ...engine, catalogue: twoOfEach } });
  });
  const [dataset, model] = panel.host.querySelectorAll('select');
  return { ...panel, dataset: dataset!, model: model! };
}
const optionsOf = (select: HTMLSelectElement) =>
  [...select.options].map(({ textContent, disabled }) => [textContent, disabled]);

test('offers what works: what brings another with it says so, what fits nothing says why', async () => {
  const { dataset, model, unmount } = await mounted();
  expect(optionsOf(dataset)).toEqual([
    ['IconShift', false],
    ['Toys', false],
    ['Dots, with Small', false],
    ['Vast: nothing else here has 224 px', true],
  ]);
  expect(optionsOf(model)).toEqual([
    ['IconCLIP', false],
    ['Second', false],
    ['Small, with Dots', false],
  ]);
  unmount();
});

test('a choice is picked, its progress shown, and under a race what will be loaded', async () => {
  const { store, host, dataset, unmount } = await mounted();
  const pickAssets = vi.fn(async () => {});
  await act(async () => store.setState({ pickAssets }));
  await act(async () => {
    dataset.value = 'toys';
    dataset.dispatchEvent(new Event('change', { bubbles: true }));
  });
  expect(pickAssets).toHaveBeenCalledWith({ datasetId: 'toys' });

  await act(async () => store.getState().takeAssets({ modelId: 'iconclip', datasetId: 'toys' }));
  expect(host.textContent).toContain('Loaded with the next start.');

  const file = { type: 'load.progress', file: 'images.pack', fromCache: false } as const;
  await act(async () => {
    const files = { 'images.pack': { ...file, receivedBytes: 30, totalBytes: 120 } };
    store.setState({ engine: { ...store.getState().engine, phase: 'loading', files } });
  });
  const bar = host.querySelector('progress')!;
  expect([bar.value, bar.max]).toEqual([30, 120]);
  expect(bar.getAttribute('aria-label')).toBe('Loading IconCLIP · Toys');
  expect(dataset.disabled).toBe(true);
  unmount();
});
