// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { latexTable, markdownTable } from '../../../../../src/results/exports/tableText.ts';
import { posthocNumbers } from '../../../../../src/results/posthocNumbers.ts';
import { calibratorsSaid, posthocRow } from '../../../../../src/results/posthocRow.ts';
import { posthocSplit } from '../../../../../src/results/posthocSplit.ts';
import { createStatsKeeper } from '../../../../../src/results/statsKeeper.ts';
import { shownEntry, shownResult } from '../../../../../src/store/results/shown.ts';
import type { NamedFile } from '../../../../../src/store/share/state.ts';
import { formatPoints, formatRange } from '../../../../../src/ui/format.ts';
import { copyButton, tableExport } from '../../../../../src/ui/panels/parts/words.ts';
import { exportedPosthoc } from '../../../../../src/ui/panels/results/posthoc/exportedPosthoc.ts';
import { PosthocFold } from '../../../../../src/ui/panels/results/posthoc/PosthocFold.tsx';
import { words } from '../../../../../src/ui/panels/results/posthoc/words.ts';
import { useLab } from '../../../../../src/ui/useLab.ts';
import { type MountedPanel, mountPanel } from '../../support/mountPanel.tsx';

const outside = vi.hoisted(() => ({
  copyText: vi.fn(async (_text: string) => {}),
  downloadFile: vi.fn((_file: unknown) => {}),
}));
vi.mock('../../../../../src/ui/copyText.ts', () => ({ copyText: outside.copyText }));
vi.mock('../../../../../src/ui/downloadFile.ts', () => ({ downloadFile: outside.downloadFile }));

/** The page's own number of draws costs seconds here. */
const few = 4;
/** Calibrators whose fit takes no search, and the oracle: all rows of a table take a minute here. */
const quick = ['temperature', 'histogram', 'isotonic', 'temperaturePerSet'];

let panel: MountedPanel | undefined;
beforeEach(() => {
  outside.copyText.mockReset();
  outside.downloadFile.mockReset();
});
afterEach(() => panel?.unmount());

function Fold() {
  const result = useLab((state) => shownResult(state, 'zs'));
  return result && <PosthocFold result={result} measurable nameOf={(id) => id} />;
}

/** @param last the last row waits for it */
async function openFold(last: Promise<void> = Promise.resolve()) {
  const keeper = createStatsKeeper();
  const stats = {
    ...keeper,
    calibrators: vi.fn(async (key: string) =>
      (await keeper.calibrators(key)).filter(({ id }) => quick.includes(id)),
    ),
    posthoc: vi.fn<typeof keeper.posthoc>(async (key, id, options) => {
      if (id === quick.at(-1)) await last;
      return keeper.posthoc(key, id, { ...options, draws: few });
    }),
  };
  panel = await mountPanel(<Fold />, 1, stats);
  const { host, store, settle } = panel;
  const asked = stats.posthoc.mock.calls.length;
  const fold = host.querySelector<HTMLDetailsElement>('details.posthoc')!;
  await act(async () => {
    fold.open = true;
    fold.dispatchEvent(new Event('toggle'));
  });
  const { key, step } = shownEntry(store.getState(), 'zs')!;
  const splits = store.getState().vault.get(key)!;
  const { classCount } = splits[0]!;
  const input = { methodId: 'zs', step, scope: 'live' as const, classCount, splits };
  const calibrators = calibratorsSaid(classCount).filter(({ id }) => quick.includes(id));
  const rows = new Map(
    [null, ...quick].map((id) => [
      id,
      posthocRow(input, id, { binCount: 15, binning: 'width', draws: few }),
    ]),
  );
  return { ...panel, fold, asked, stats, step, calibrators, rows, settle };
}

const button = (name: string) =>
  [...panel!.host.querySelectorAll('button')].find(({ textContent }) => textContent === name)!;
const whole = async () => {
  for (let i = 0; i < 20 && button(tableExport.csv)?.disabled !== false; i++) await panel!.settle();
};
/** The cells of the table, row by row. */
const drawn = () =>
  [...panel!.host.querySelectorAll('.posthoc-body tbody tr')].map((row) =>
    [...row.querySelectorAll('td')].map(({ textContent }) => textContent),
  );
const signed = (value: number) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;

/** The cells of a line of CSV, quotes and all. */
const cellsOf = (line: string) => line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/);

type Opened = Awaited<ReturnType<typeof openFold>>;
const numbersOn =
  ({ rows }: Opened, isChosen: (set: { splitId: string; role: string }) => boolean) =>
  (id: string | null) =>
    posthocNumbers(rows.get(id)!.sets.filter(isChosen))!;

/** What stands in the table's cells, out of the statistics code. */
function expected(numbersOf: ReturnType<typeof numbersOn>, ids: readonly (string | null)[]) {
  const plain = numbersOf(null);
  return ids.map((id) => {
    const { accuracy, ece, eceInterval, noiseFloor, nll, brier } = numbersOf(id);
    const loss = (before: number, after: number) =>
      `${after.toFixed(3)}${id === null ? '' : signed(before - after)}`;
    return [
      formatPoints(accuracy),
      `${formatPoints(ece)}${formatRange(eceInterval)}`,
      formatPoints(noiseFloor),
      loss(plain.nll, nll),
      loss(plain.brier, brier),
    ];
  });
}

test('asks when it is opened, and says what the statistics code says, set by set', async () => {
  const opened = await openFold();
  const { host, asked, calibrators } = opened;
  expect(asked).toBe(0);
  await whole();
  const ids = [null, ...calibrators.map(({ id }) => id)];
  const [first] = opened.rows.get(null)!.sets;
  const onFirst = numbersOn(opened, ({ splitId }) => splitId === first!.splitId);
  expect(drawn()).toEqual(expected(onFirst, ids));
  const select = host.querySelector('.posthoc-body select') as HTMLSelectElement;
  await act(async () => {
    select.value = [...select.options].at(-1)!.value;
    select.dispatchEvent(new Event('change', { bubbles: true }));
  });
  const onOod = numbersOn(opened, ({ role }) => role === 'ood');
  expect(drawn()).toEqual(expected(onOod, ids));
  expect(host.querySelector('tr[data-oracle]')!.textContent).toContain(words.oracle);
  const lines = [...host.querySelectorAll('.posthoc-split li')].map((li) => li.textContent);
  expect(lines).toHaveLength(2);
  const { by, mended, stays } = posthocSplit(calibrators, onOod, 'nll')!;
  expect(by?.oracle).toBeUndefined();
  expect(lines[0]).toBe(
    words.split(
      words.heads.nll,
      onOod(null).nll.toFixed(3),
      mended.toFixed(3),
      by!.label,
      stays.toFixed(3),
    ),
  );
});

test('leaves as Markdown, LaTeX and CSV, with the numbers of the statistics code', async () => {
  let finish = () => {};
  const opened = await openFold(new Promise((resolve) => (finish = resolve)));
  const { calibrators, rows, step, host, store, settle } = opened;
  for (
    let i = 0;
    i < 9 &&
    drawn()
      .flat()
      .filter((cell) => cell === words.computing).length !== 1;
    i++
  )
    await settle();
  // Half a table is none.
  for (const name of [tableExport.markdown, tableExport.latex, tableExport.csv])
    expect(button(name).disabled).toBe(true);
  finish();
  await whole();
  const { label } = store.getState().engine.catalogue!.methods.find(({ id }) => id === 'zs')!;
  const table = exportedPosthoc({ calibrators, rows, methodId: 'zs', label, step });
  const [markdown, latex] = [button(tableExport.markdown), button(tableExport.latex)];
  await act(async () => markdown.click());
  expect(markdown.textContent).toBe(copyButton.copied);
  await act(async () => latex.click());
  expect(outside.copyText.mock.calls).toEqual([[markdownTable(table)], [latexTable(table)]]);
  await act(async () => button(tableExport.csv).click());
  const [[file]] = outside.downloadFile.mock.calls as [[NamedFile]];
  expect(file.name).toBe(words.file('zs'));
  const lines = file.parts.join('').trim().split('\r\n').map(cellsOf);
  const at = lines.findIndex((cells) => cells.includes('"ID NLL, nats"'));
  const column = lines[at]!.indexOf('"ID NLL, nats"');
  const told = lines.slice(at + 1).map((cells) => Number(cells[column]));
  const onId = numbersOn(opened, ({ role }) => role === 'id');
  expect(told).toHaveLength(calibrators.length + 1);
  [null, ...calibrators.map(({ id }) => id)].forEach((id, i) => {
    expect(told[i]).toBeCloseTo(onId(id).nll, 6);
  });
  outside.copyText.mockRejectedValueOnce(new Error('The clipboard is shut.'));
  await act(async () => latex.click());
  expect(host.querySelector('.table-export [role="status"]')!.textContent).toContain(
    'The clipboard is shut.',
  );
});
