// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { batchedSets } from '../../../../../src/results/batchedSets.ts';
import { createStatsKeeper } from '../../../../../src/results/statsKeeper.ts';
import { shownEntry, shownResult } from '../../../../../src/store/results/shown.ts';
import { formatCount, formatPercent, formatPoints } from '../../../../../src/ui/format.ts';
import { BatchTable } from '../../../../../src/ui/panels/results/batches/BatchTable.tsx';
import { words } from '../../../../../src/ui/panels/results/batches/words.ts';
import { useLab } from '../../../../../src/ui/useLab.ts';
import { type MountedPanel, mountPanel } from '../../support/mountPanel.tsx';
import { setRange } from '../../support/setRange.ts';

let panel: MountedPanel | undefined;
afterEach(() => panel?.unmount());

function Table() {
  const result = useLab((state) => shownResult(state, 'zs'));
  return result && <BatchTable result={result} measurable nameOf={(id) => id} />;
}

/** With the sets as the worker's own code has them. */
async function mountTable() {
  const keeper = createStatsKeeper();
  const batches = vi.spyOn(keeper, 'batches');
  panel = await mountPanel(<Table />, 1, keeper);
  const { store } = panel;
  const { key } = shownEntry(store.getState(), 'zs')!;
  const splits = store.getState().vault.get(key)!;
  const sets = batchedSets({ splits, classCount: splits[0]!.classCount }, 15);
  return { ...panel, batches, sets };
}

const says = ({ host }: MountedPanel) => host.querySelector('output')?.textContent;

test('the slider goes from all images to few, and the estimate rises with its floor beside it', async () => {
  const { host, sets, batches } = await mountTable();
  const [id] = sets;
  const whole = id!.sizes.at(-1)!;
  expect(host.textContent).toContain(`n ${formatCount(id!.n)}`);
  const slider = host.querySelector<HTMLInputElement>('input[type="range"]')!;
  expect(host.querySelector(`label[for="${slider.id}"]`)!.textContent).toBe(words.size);
  for (const size of [64, 16, 8]) {
    const index = id!.sizes.findIndex(({ batchSize }) => batchSize === size);
    const { ece, noiseFloor } = id!.sizes[index]!;
    await act(async () => setRange(slider, index));
    expect(slider.getAttribute('aria-valuetext')).toBe(words.sizeSaid(String(size)));
    expect(host.querySelector('.batch-size b')!.textContent).toBe(String(size));
    expect(says(panel!)).toBe(
      words.says(formatPercent(ece), formatPoints(ece - whole.ece), formatPercent(noiseFloor)),
    );
    expect(ece).toBeGreaterThan(whole.ece);
  }
  // All sizes are asked for at once: a drag asks nothing of the worker.
  expect(batches).toHaveBeenCalledTimes(1);
});

test('another set, and other bins, are other numbers', async () => {
  const { host, sets, store, settle, batches } = await mountTable();
  const ood = sets.find(({ role }) => role === 'ood')!;
  const select = host.querySelector('select')!;
  await act(async () => {
    select.value = ood.splitId;
    select.dispatchEvent(new Event('change', { bubbles: true }));
  });
  const last = [...host.querySelectorAll('tbody tr')].at(-1)!;
  const { ece, noiseFloor } = ood.sizes.at(-1)!;
  expect([...last.children].map((cell) => cell.textContent)).toEqual([
    words.all(formatCount(ood.n)),
    formatPoints(ece),
    '',
    formatPoints(noiseFloor),
  ]);
  await act(async () => store.getState().setBins(5, 'width'));
  await settle();
  expect(batches.mock.calls.map(([, binCount]) => binCount)).toEqual([15, 5]);
  expect(host.textContent).toContain('5 bins');
});
