// @vitest-environment happy-dom
import { act, type ReactNode } from 'react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { helpText, parseArguments } from '../../../../../cli/parseArguments.ts';
import type { Metric } from '../../../../../src/metrics/metric.ts';
import { latexTable } from '../../../../../src/results/exports/tableText.ts';
import { createStatsKeeper } from '../../../../../src/results/statsKeeper.ts';
import { linkedState } from '../../../../../src/store/link/linkedState.ts';
import { encodeState, readLink } from '../../../../../src/store/link/urlState.ts';
import { HelpWords } from '../../../../../src/ui/panels/help/sheet/HelpWords.tsx';
import { ResultsTable } from '../../../../../src/ui/panels/results/ResultsTable.tsx';
import { type MountedPanel, mountPanel } from '../../support/mountPanel.tsx';

/** The one line that a new metric costs, and its file. */
vi.mock('../../../../../src/metrics/registry.ts', async (original) => {
  const { metrics } = await original<typeof import('../../../../../src/metrics/registry.ts')>();
  const toy: Metric = {
    id: 'toyScore',
    label: 'Toy score',
    summary: 'The temperature plus the number of classes.',
    source: 'a test',
    unit: 'score',
    best: 'high',
    compute: ({ temperature, classCount }) => temperature + classCount,
  };
  return { metrics: [...metrics, toy] };
});

/** The statistics worker's own keeper, with intervals that cost nothing. */
const quickStats = () => {
  const keeper = createStatsKeeper();
  const result: typeof keeper.result = (key, options) =>
    keeper.result(key, { ...options, draws: Math.min(2, options.draws) });
  return { ...keeper, result };
};

let panel: MountedPanel | undefined;
afterEach(() => panel?.unmount());

const mount = async (node: ReactNode) => {
  panel = await mountPanel(node, 1, quickStats());
  return panel;
};
const press = (element: HTMLElement) => act(async () => element.click());
/** Waits until the page has drawn it; a settled page draws every frame. */
const until = async (panel: MountedPanel, isDrawn: () => unknown) => {
  for (let i = 0; i < 20 && !isDrawn(); i++) await panel.settle();
};
/** A row without rows in it. */
const rowOf = ({ host }: MountedPanel, label: string) =>
  [...host.querySelectorAll('tr')].find(
    (row) => row.textContent?.includes(label) && !row.querySelector('table'),
  );

/** What the toy says of any set, raw. */
const toy = (panel: MountedPanel) =>
  1 + panel.store.getState().engine.loaded!.dataset.classNames.length;

describe('a metric of the registry', () => {
  test('is chosen, shown, linked, exported and kept', async () => {
    const mounted = await mount(<ResultsTable />);
    const { host, store } = mounted;
    const standard = linkedState(store.getState());
    await act(async () => {
      host.querySelector('details')!.open = true;
      host.querySelector('details')!.dispatchEvent(new Event('toggle'));
    });
    await mounted.settle();
    expect(host.textContent).not.toContain(toy(mounted).toFixed(3));
    await press(host.querySelector('[aria-label="Toy score"]')!);
    await until(mounted, () => host.textContent?.includes(toy(mounted).toFixed(3)));
    expect(store.getState().table.columns.at(-1)).toEqual({ metric: 'toyScore', scaled: false });
    const head = [...host.querySelectorAll('th.group')].find(
      (th) => th.textContent === 'Toy score',
    );
    expect(head?.getAttribute('title')).toBe(
      'The temperature plus the number of classes. A score without unit. Higher is better. Source: a test.',
    );
    const cells = [...rowOf(mounted, 'Zero-shot')!.querySelectorAll('td b')].map(
      (cell) => cell.textContent,
    );
    expect(cells.slice(6, 8)).toEqual([toy(mounted).toFixed(3), toy(mounted).toFixed(3)]);

    const catalogue = store.getState().engine.catalogue!;
    const linked = linkedState(store.getState());
    const hash = encodeState(linked, standard, catalogue);
    expect(hash).toContain('toy-score');
    expect(readLink({ hash }, standard, catalogue).state.columns).toEqual(linked.columns);

    expect(latexTable(await store.getState().exportedTable())).toContain(
      'ID Toy score, score & OOD Toy score, score',
    );
    const csv = (await store.getState().tableCsv()).parts.join('');
    expect(csv.split('\r\n')[1]).toContain(`,${toy(mounted)},${toy(mounted)},`);
    const run = JSON.parse((await store.getState().resultsJson()).parts.join(''));
    const { raw, scaled } = run.results[0].splits[1];
    expect(raw.metrics.toyScore).toBe(toy(mounted));
    expect(raw.metrics.classwiseEce).toBeGreaterThan(0);
    expect(scaled.metrics.toyScore).toBe(toy(mounted) - 1 + scaled.temperature);
  });

  test('stands in the details, raw and scaled, and is computed while they are open', async () => {
    const mounted = await mount(<ResultsTable />);
    const { store } = mounted;
    await press(rowOf(mounted, 'Zero-shot')!.querySelector('button')!);
    await until(mounted, () => /Toy score\d/.test(rowOf(mounted, 'Toy score')?.textContent ?? ''));
    const cells = [...rowOf(mounted, 'Toy score')!.querySelectorAll('td')].map((td) =>
      Number(td.textContent),
    );
    const splits = store
      .getState()
      .engine.loaded!.dataset.splits.filter(({ role }) => role !== 'train');
    expect(cells).toHaveLength(2 * splits.length);
    expect(cells[0]).toBe(toy(mounted));
    expect(cells[1]).not.toBe(cells[0]);
    expect(rowOf(mounted, 'Smooth ECE')!.textContent).not.toContain('…');
    expect(store.getState().table.details.zs).toContain('toyScore');
    await press(rowOf(mounted, 'Zero-shot')!.querySelector('button')!);
    expect(store.getState().table.details).toEqual({});
  });

  test('follows the T slider', async () => {
    const mounted = await mount(<ResultsTable />);
    const { store } = mounted;
    await act(async () => {
      store.getState().setColumns([{ metric: 'toyScore', scaled: true }]);
      store.getState().setTemperature(3);
    });
    const cell = () => rowOf(mounted, 'Zero-shot')!.querySelector('td b')?.textContent;
    await until(mounted, () => /\d/.test(cell() ?? ''));
    expect(cell()).toBe((toy(mounted) + 2).toFixed(3));
    expect(mounted.host.querySelector('th.group')!.textContent).toBe('Toy score T 3');
  });

  test('is computed where a slider stops, not on its way', async () => {
    const stats = quickStats();
    const result = vi.spyOn(stats, 'result');
    panel = await mountPanel(<ResultsTable />, 1, stats);
    const { store, settle } = panel;
    await act(async () => store.getState().setColumns([{ metric: 'toyScore', scaled: true }]));
    await settle();
    result.mockClear();
    await act(async () => {
      for (let bins = 5; bins <= 12; bins++) store.getState().setBins(bins, 'width');
    });
    await settle();
    const asked = result.mock.calls.filter(([, { metrics }]) => metrics !== undefined);
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.every(([, { binCount }]) => binCount === 12)).toBe(true);
  });

  test('stands in the help and in the command', async () => {
    const { host } = await mount(<HelpWords />);
    expect(host.textContent).toContain('Toy scoreThe temperature plus the number of classes.');
    expect(helpText).toContain('toy-score');
    expect(parseArguments(['--metrics', 'ece,toy-score-ts']).metrics).toEqual([
      { metric: 'ece', scaled: false },
      { metric: 'toyScore', scaled: true },
    ]);
  });

  test('that a link names and this lab has not is said to be missing', async () => {
    const mounted = await mount(<ResultsTable />);
    await act(async () =>
      mounted.store.getState().setColumns([
        { metric: 'ece', scaled: false },
        { metric: 'beauty', scaled: true },
      ]),
    );
    await until(mounted, () => mounted.host.querySelector('[role="alert"]'));
    expect(mounted.host.querySelector('[role="alert"]')!.textContent).toBe(
      'This lab has no metric for the columns beauty-ts.',
    );
    expect(mounted.host.querySelectorAll('th.group')).toHaveLength(1);
  });
});
