// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { evaluation } from '../../../../../src/metrics/evaluation.ts';
import { metrics } from '../../../../../src/metrics/registry.ts';
import { createStatsKeeper } from '../../../../../src/results/statsKeeper.ts';
import { formatNumber, formatPoints } from '../../../../../src/ui/format.ts';
import { Curves } from '../../../../../src/ui/panels/curves/Curves.tsx';
import { words } from '../../../../../src/ui/panels/curves/words.ts';
import { layOut, type MountedPanel, mountPanel } from '../../support/mountPanel.tsx';

let panel: MountedPanel | undefined;
afterEach(() => panel?.unmount());

async function mountMetrics(group: string = words.groups.metric) {
  layOut(320, 160);
  const keeper = createStatsKeeper();
  const result = vi.spyOn(keeper, 'result');
  panel = await mountPanel(<Curves />, 20, keeper);
  await open(group);
  return { ...panel, result };
}

async function open(group: string) {
  const tabs = [...panel!.host.querySelectorAll<HTMLElement>('[role="tab"]')];
  await act(async () => tabs.find(({ textContent }) => textContent === group)!.click());
  await panel!.settle();
}

async function choose(id: string) {
  const select = panel!.host.querySelector<HTMLSelectElement>('.curve-choice select')!;
  await act(async () => {
    select.value = id;
    select.dispatchEvent(new Event('change', { bubbles: true }));
  });
  const { label, short = label } = metrics.find((metric) => metric.id === id)!;
  for (let i = 0; i < 8 && tableOf(`ID ${short}`).rows.length < 3; i++) await panel!.settle();
}

/** The table beside a chart, by its title: head and rows. */
function tableOf(title: string) {
  const chart = [...panel!.host.querySelectorAll('section.chart')].find((one) =>
    one.querySelector('h3')!.textContent!.startsWith(title),
  )!;
  const cells = (row: Element) => [...row.children].map(({ textContent }) => textContent);
  const [head] = [...chart.querySelectorAll('thead tr')].map(cells);
  return { head: head!, rows: [...chart.querySelectorAll('tbody tr')].map(cells) };
}

/** What the metrics' own code says of a method's live evaluations of the ID test set. */
function computed(methodId: string, id: string, temperatureOf: (key: string) => number = () => 1) {
  const { evaluations, vault } = panel!.store.getState();
  const { compute } = metrics.find((metric) => metric.id === id)!;
  return evaluations[methodId]!.map(({ key, step }) => {
    const { logits, labels, classCount } = vault.get(key)!.find(({ role }) => role === 'id')!;
    const input = evaluation(logits, labels, classCount, temperatureOf(key));
    return { step, value: compute(input, { binCount: 15, binning: 'width' }) };
  });
}

const shown = (title: string, label: string) => {
  const { head, rows } = tableOf(title);
  return rows.map((cells) => [cells[0], cells[head.indexOf(label)]]);
};

test('the NLL stands over the steps, and asks nothing more of the worker', async () => {
  const { result } = await mountMetrics();
  const own = computed('ft', 'nll');
  expect(own.length).toBeGreaterThan(1);
  expect(shown('ID NLL', 'FT').slice(0, own.length)).toEqual(
    own.map(({ step, value }) => [String(step), formatNumber(value)]),
  );
  expect(tableOf('OOD NLL').rows.length).toBeGreaterThan(1);
  expect(result.mock.calls.filter(([, { metrics: asked }]) => asked?.length)).toEqual([]);
});

test('a metric that no summary has is measured for every evaluation, while its curve is there', async () => {
  const { store, result } = await mountMetrics();
  await choose('smoothEce');
  expect(store.getState().table.curves).toEqual(['smoothEce']);
  const own = computed('ft', 'smoothEce');
  expect(shown('ID Smooth ECE', 'FT').slice(0, own.length)).toEqual(
    own.map(({ step, value }) => [String(step), formatPoints(value)]),
  );
  await act(async () => panel!.host.querySelector<HTMLElement>('.curve-choice input')!.click());
  await panel!.settle();
  const scaled = computed('ft', 'smoothEce', (key) => store.getState().summaries.fit(key)!);
  expect(shown('ID Smooth ECE at T*', 'FT').slice(0, own.length)).toEqual(
    scaled.map(({ step, value }) => [String(step), formatPoints(value)]),
  );
  await choose('publishedEce');
  const published = computed('ft', 'publishedEce', (key) => store.getState().summaries.fit(key)!);
  expect(shown('ID Paper’s ECE at T*', 'FT')[1]).toEqual([
    String(published[1]!.step),
    formatPoints(published[1]!.value),
  ]);
  const asked = result.mock.calls.map(([key, { metrics: ids }]) => `${key} ${ids}`);
  expect(new Set(asked.filter((one) => one.includes('smoothEce'))).size).toBe(
    asked.filter((one) => one.includes('smoothEce')).length,
  );
  await open(words.groups.overview);
  expect(store.getState().table.curves).toEqual([]);
});

test('what T* mends of the Brier score, and what stays, add up to it', async () => {
  await mountMetrics(words.groups.scoreSplit);
  expect(tableOf(words.values.idNllMended).rows.length).toBeGreaterThan(1);
  const button = [...panel!.host.querySelectorAll<HTMLElement>('.curve-choice button')].at(-1)!;
  await act(async () => button.click());
  await panel!.settle();
  expect(button.getAttribute('aria-pressed')).toBe('true');
  const own = computed('ft', 'brier');
  const [mended, stays] = [words.values.idBrierMended, words.values.idBrierStays].map((title) =>
    shown(title, 'FT').map(([, value]) => Number(value)),
  );
  own.forEach(({ value }, i) => {
    expect(mended![i]! + stays![i]!).toBeCloseTo(value, 2);
  });
});
