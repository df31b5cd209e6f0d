import { describe, expect, test, vi } from 'vitest';
import { createRunArchive } from '../../../src/client/runArchive.ts';
import type { RunRecord } from '../../../src/results/runRecord.ts';
import { createStatsKeeper } from '../../../src/results/statsKeeper.ts';
import { standardColumns } from '../../../src/results/tableColumns.ts';
import { compareColumns } from '../../../src/store/archive/compareColumns.ts';
import {
  comparedDifference,
  comparedMethods,
  referenceOf,
} from '../../../src/store/archive/compared.ts';
import { comparedRows } from '../../../src/store/archive/comparedRows.ts';
import { comparedOf } from '../../../src/store/archive/compareKey.ts';
import { bestRow, type CompareRow, compareRows } from '../../../src/store/archive/compareRows.ts';
import { configColumns } from '../../../src/store/archive/compareSettings.ts';
import { groupSeeds } from '../../../src/store/archive/groupSeeds.ts';
import { sameImages } from '../../../src/store/archive/sameImages.ts';
import { createLabStore } from '../../../src/store/index.ts';
import type { StatsPort } from '../../../src/store/kit/ports.ts';
import type { LabStore } from '../../../src/store/labState.ts';
import { cutAfter } from '../../../src/store/results/cutAfter.ts';
import { fakeDeps } from '../../gallery/fakeDeps.ts';
import { fakeEvaluation, fakeRecord, fakeRuns } from '../../gallery/fakeRuns.ts';
import { catalogue } from '../../gallery/fixtures.ts';

const [preset, seed7, slower] = fakeRuns() as [RunRecord, RunRecord, RunRecord];
const cell = (value: number, half: number) => ({
  value,
  interval: [value - half, value + half] as const,
});

const columns = compareColumns(standardColumns);
const rowsOf = (records: readonly RunRecord[]) => compareRows(comparedOf(records), columns);
const cellIn = (row: CompareRow, key: string) => {
  expect(row.cells).toHaveProperty(key);
  return row.cells[key]!;
};
const columnOf = (key: string) => columns.find((column) => column.key === key)!;

test('a row per method of every run, OOD over the sets', () => {
  const rows = rowsOf([preset, seed7]);
  expect(rows).toHaveLength(10);
  const { row } = preset.results[1]!;
  expect(cellIn(rows[1]!, 'oodAcc').value).toBeCloseTo(row.oodAcc, 12);
  expect(cellIn(rows[1]!, 'idEceTs').value).toBeCloseTo(row.idEceTs, 12);
  const [low, high] = cellIn(rows[1]!, 'oodAcc').interval!;
  // Four sets of ±3 points each, independent: ±1.5.
  expect((high - low) / 2).toBeCloseTo(0.015, 6);
});

test('runs that differ in the seed alone become mean and spread', () => {
  const rows = groupSeeds(rowsOf([preset, seed7, slower]));
  expect(rows).toHaveLength(10);
  const ft = rows.find(({ methodId }) => methodId === 'ft')!;
  expect(ft.runs.map(({ id }) => id)).toEqual(['run-c', 'run-d']);
  const [a, b] = [preset, seed7].map(({ results }) => results[1]!.row.idAcc) as [number, number];
  expect(cellIn(ft, 'idAcc').value).toBeCloseTo((a + b) / 2, 12);
  expect(cellIn(ft, 'idAcc').sd).toBeCloseTo(Math.abs(a - b) / Math.SQRT2, 12);
});

test('a seed counts once, other lanes of the race play no part, an unfinished run is no seed', () => {
  const again = { ...seed7, id: 'again', savedAt: seed7.savedAt + 1 };
  const alone: RunRecord = {
    ...preset,
    id: 'alone',
    config: {
      ...preset.config,
      seed: 9,
      lanes: preset.config.lanes.filter(({ methodId }) => methodId === 'ft'),
      views: [],
    },
    results: preset.results.filter(({ methodId }) => methodId === 'ft'),
  };
  const half: RunRecord = {
    ...alone,
    id: 'half',
    config: { ...alone.config, seed: 11 },
    results: alone.results.map((result) => ({ ...result, step: 19 })),
  };
  const rows = groupSeeds(rowsOf([preset, seed7, again, alone, half]));
  const ft = rows.filter(({ methodId }) => methodId === 'ft');
  expect(ft.map(({ runs }) => runs.map(({ id }) => id))).toEqual([
    [preset.id, 'again', 'alone'],
    ['half'],
  ]);
});

test('only what differs is a column', () => {
  expect(configColumns([preset], catalogue)).toEqual([]);
  const names = configColumns([preset, seed7, slower], catalogue).map(({ name }) => name);
  expect(names).toEqual(['lr', 'seed']);
});

test('bold is only what is beyond chance from all others', () => {
  const [first, second] = rowsOf([preset]);
  const at = (value: number, half: number, key: string) => ({
    ...first!,
    key,
    cells: { ...second!.cells, idAcc: cell(value, half), idEce: cell(value, half) },
  });
  const clear = [at(0.6, 0.02, 'a'), at(0.55, 0.02, 'b')];
  expect(bestRow(clear, columnOf('idAcc'))).toBe('a');
  expect(bestRow(clear, columnOf('idEce'))).toBe('b');
  expect(bestRow([at(0.6, 0.06, 'a'), at(0.55, 0.06, 'b')], columnOf('idAcc'))).toBeNull();
  expect(bestRow(clear.slice(1), columnOf('idAcc'))).toBeNull();
  // .05 apart, .042 would do if the other were certain; √2 · .042 says that it is not.
  expect(bestRow([at(0.6, 0.042, 'a'), at(0.55, 0.042, 'b')], columnOf('idAcc'))).toBeNull();
  // The third row is further off than the second, and so unsure that it may well be the best.
  expect(bestRow([...clear, at(0.54, 0.1, 'c')], columnOf('idAcc'))).toBeNull();
});

/** A statistics worker that computes, and notes what it is asked for. */
function realStats() {
  const keeper = createStatsKeeper();
  const result = vi.fn<StatsPort['result']>(keeper.result);
  const difference = vi.fn<StatsPort['difference']>(keeper.difference);
  const drop = vi.fn<StatsPort['drop']>(keeper.drop);
  return { ...keeper, result, difference, drop };
}
const settle = () => new Promise((resolve) => setTimeout(resolve, 30));

/** Two kept runs with logits of the same three images, the second changed; both ticked. */
async function page(second: Partial<RunRecord> = {}, indices: readonly number[] = [0, 1, 2]) {
  const archive = createRunArchive(() => Promise.reject(new Error('No storage here.')));
  const payload = fakeEvaluation();
  const [split] = payload.splits;
  const logits = Float32Array.of(1, 0, 0, 1, 0, 3);
  const other = {
    ...payload,
    splits: [{ ...split!, logits, indices: Int32Array.from(indices) }],
  };
  const info = await archive.savePayload('run-a', payload);
  const otherInfo = await archive.savePayload('run-b', other);
  await archive.saveRecord(fakeRecord({ payloads: [info] }));
  await archive.saveRecord(fakeRecord({ id: 'run-b', payloads: [otherInfo], ...second }));
  const stats = realStats();
  const store = createLabStore({ ...fakeDeps(), stats, archive });
  await store.getState().loadRuns();
  for (const id of ['run-a', 'run-b']) store.getState().toggleCompared(id);
  await import('../../../src/store/archive/compareRuns.ts');
  await settle();
  const difference = () => {
    const state = store.getState();
    const compared = comparedMethods(state);
    const base = referenceOf(compared, state);
    const own = compared.find(({ record }) => record.id === 'run-b')!;
    return base && comparedDifference(state.summaries.differences, own, base);
  };
  return { store, stats, difference };
}

describe('paired differences', () => {
  test('come for the same images, in the chosen columns', async () => {
    const { store, stats, difference } = await page();
    store.getState().setReference('run-a/ft');
    await settle();
    expect(Object.keys(difference() ?? {})).toEqual(columns.map(({ key }) => key));
    expect(difference()).toMatchObject({ idAcc: { value: 1 / 3 } });
    store.getState().toggleCompared('run-a');
    expect(store.getState().compare).toEqual({ reference: null, runIds: ['run-b'] });
    expect(stats.drop).toHaveBeenCalledWith('compared-run-a/');
  });

  test('are asked for once, and of a further column only that', async () => {
    const { store, stats, difference } = await page();
    store.getState().setReference('run-a/ft');
    await settle();
    expect(stats.difference).toHaveBeenCalledTimes(1);
    const nll = { metric: 'nll', scaled: false };
    store.getState().setColumns([...standardColumns, nll]);
    await settle();
    store.getState().setReference(null);
    store.getState().setReference('run-a/ft');
    await settle();
    expect(stats.difference).toHaveBeenCalledTimes(2);
    expect(stats.difference.mock.calls[1]![2].columns).toEqual([nll]);
    expect(difference()).toHaveProperty('idAcc');
    expect(difference()).toHaveProperty('idNll');
  });

  test.each([
    ['other images', {}, [0, 1, 3], 'other-images'],
    [
      'another version',
      { dataset: { ...preset.dataset, version: '9' } },
      [0, 1, 2],
      'other-images',
    ],
    ['no logits', { payloads: [] }, [0, 1, 2], 'no-logits'],
  ] as const)('do not come for %s', async (_, change, indices, reason) => {
    const { store, stats, difference } = await page(change, indices);
    store.getState().setReference('run-a/ft');
    await settle();
    expect(difference()).toBe(reason);
    expect(stats.difference).not.toHaveBeenCalled();
  });

  test('images are the same split by split', () => {
    const { splits } = fakeEvaluation();
    expect(sameImages(splits, structuredClone(splits))).toBe(true);
    expect(sameImages(splits, [])).toBe(false);
  });
});

describe('columns', () => {
  const aurc = { metric: 'aurc', scaled: false };
  const shown = (store: LabStore, key: string) =>
    comparedRows(store.getState()).rows.map((row) => row.cells[key]?.value);

  test('are those of the table, and what no record holds is computed from its logits', async () => {
    const { store, stats } = await page();
    expect(comparedRows(store.getState()).columns).toEqual(columns);
    expect(stats.result).not.toHaveBeenCalled();
    store.getState().setColumns([aurc]);
    expect(shown(store, 'idAurc')).toEqual([undefined, undefined]);
    await settle();
    expect(comparedRows(store.getState()).columns.map(({ key }) => key)).toEqual([
      'idAurc',
      'oodAurc',
    ]);
    const values = shown(store, 'idAurc');
    expect(values.every((value) => typeof value === 'number' && value >= 0)).toBe(true);
    expect(values[0]).not.toBe(values[1]);
    expect(stats.result).toHaveBeenCalledTimes(2);
  });

  test('without logits there is no data, and nobody waits for it', async () => {
    const { store, stats } = await page({ payloads: [] });
    store.getState().setColumns([...standardColumns, aurc]);
    await settle();
    expect(shown(store, 'idAurc')[1]).toBeNaN();
    expect(shown(store, 'idAcc')[1]).toBe(fakeRecord().results[0]!.row.idAcc);
    expect(stats.result).toHaveBeenCalledTimes(1);
  });

  test('what befalls the run on the page leaves them alone', async () => {
    const { store, stats } = await page();
    store.getState().setColumns([aurc]);
    await settle();
    const before = shown(store, 'idAurc');
    store.getState().clearResults();
    store.setState((state) => cutAfter(state, 0));
    await settle();
    expect(comparedRows(store.getState()).rows).toHaveLength(2);
    expect(shown(store, 'idAurc')).toEqual(before);
    expect(stats.result).toHaveBeenCalledTimes(2);
  });
});
