import { describe, expect, test } from 'vitest';
import { createRunArchive } from '../../../src/client/runArchive.ts';
import type { RunRecord } from '../../../src/results/runRecord.ts';
import {
  bestRow,
  compareRows,
  configColumns,
  groupSeeds,
} from '../../../src/store/archive/compareRows.ts';
import { sameImages } from '../../../src/store/archive/compareSlice.ts';
import { createLabStore } from '../../../src/store/index.ts';
import { fakeDeps } from '../../gallery/fakeDeps.ts';
import { fakeEvaluation, fakeRecord, fakeRuns } from '../../gallery/fakeRuns.ts';
import { catalogue } from '../../gallery/fixtures.ts';

const [preset, seed7, slower] = fakeRuns() as [RunRecord, RunRecord, RunRecord];
const cell = (value: number, half: number) => ({
  value,
  interval: [value - half, value + half] as const,
});

test('a row per method of every run, OOD over the sets', () => {
  const rows = compareRows([preset, seed7]);
  expect(rows).toHaveLength(10);
  const { cells } = rows[1]!;
  const { row } = preset.results[1]!;
  expect(cells.oodAcc.value).toBeCloseTo(row.oodAcc, 12);
  expect(cells.idEceTs.value).toBeCloseTo(row.idEceTs, 12);
  const [low, high] = cells.oodAcc.interval!;
  // Four sets of ±3 points each, independent: ±1.5.
  expect((high - low) / 2).toBeCloseTo(0.015, 6);
});

test('runs that differ in the seed alone become mean and spread', () => {
  const rows = groupSeeds(compareRows([preset, seed7, slower]));
  expect(rows).toHaveLength(10);
  const ft = rows.find(({ methodId }) => methodId === 'ft')!;
  expect(ft.runs.map(({ id }) => id)).toEqual(['run-c', 'run-d']);
  const [a, b] = [preset, seed7].map(({ results }) => results[1]!.row.idAcc) as [number, number];
  expect(ft.cells.idAcc.value).toBeCloseTo((a + b) / 2, 12);
  expect(ft.cells.idAcc.sd).toBeCloseTo(Math.abs(a - b) / Math.SQRT2, 12);
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
  const rows = groupSeeds(compareRows([preset, seed7, again, alone, half]));
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
  const [first, second] = compareRows([preset]);
  const at = (value: number, half: number, key: string) => ({
    ...first!,
    key,
    cells: { ...second!.cells, idAcc: cell(value, half), idEce: cell(value, half) },
  });
  const clear = [at(0.6, 0.02, 'a'), at(0.55, 0.02, 'b')];
  expect(bestRow(clear, 'idAcc', 'high')).toBe('a');
  expect(bestRow(clear, 'idEce', 'low')).toBe('b');
  expect(bestRow([at(0.6, 0.06, 'a'), at(0.55, 0.06, 'b')], 'idAcc', 'high')).toBeNull();
  expect(bestRow(clear.slice(1), 'idAcc', 'high')).toBeNull();
  // .05 apart, .042 would do if the other were certain; √2 · .042 says that it is not.
  expect(bestRow([at(0.6, 0.042, 'a'), at(0.55, 0.042, 'b')], 'idAcc', 'high')).toBeNull();
  // The third row is further off than the second, and so unsure that it may well be the best.
  expect(bestRow([...clear, at(0.54, 0.1, 'c')], 'idAcc', 'high')).toBeNull();
});

describe('paired differences', () => {
  const settle = () => new Promise((resolve) => setTimeout(resolve, 20));
  async function page(second: Partial<RunRecord>, indices: readonly number[]) {
    const archive = createRunArchive(() => Promise.reject(new Error('No storage here.')));
    const payload = fakeEvaluation();
    const [split] = payload.splits;
    const other = { ...payload, splits: [{ ...split!, indices: Int32Array.from(indices) }] };
    const info = await archive.savePayload('run-a', payload);
    const otherInfo = await archive.savePayload('run-b', other);
    await archive.saveRecord(fakeRecord({ payloads: [info] }));
    await archive.saveRecord(fakeRecord({ id: 'run-b', payloads: [otherInfo], ...second }));
    const store = createLabStore({ ...fakeDeps(), archive });
    await store.getState().loadRuns();
    for (const id of ['run-a', 'run-b']) store.getState().toggleCompared(id);
    store.getState().setReference('run-a/ft');
    await settle();
    return store;
  }

  test('come for the same images', async () => {
    const store = await page({}, [0, 1, 2]);
    expect(store.getState().compare.differences['run-b/ft']).toHaveProperty('idAcc');
    store.getState().toggleCompared('run-a');
    expect(store.getState().compare).toMatchObject({ reference: null, runIds: ['run-b'] });
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
    const store = await page(change, indices);
    expect(store.getState().compare.differences['run-b/ft']).toBe(reason);
  });

  test('images are the same split by split', () => {
    const { splits } = fakeEvaluation();
    expect(sameImages(splits, structuredClone(splits))).toBe(true);
    expect(sameImages(splits, [])).toBe(false);
  });
});
