import { describe, expect, test, vi } from 'vitest';
import { toRunJson } from '../../../src/results/exports/runJson.ts';
import { safeName } from '../../../src/results/exports/safeName.ts';
import { latexTable, markdownTable } from '../../../src/results/exports/tableText.ts';
import { readRunRecord } from '../../../src/results/readRunRecord.ts';
import { createLabStore } from '../../../src/store/index.ts';
import type { EnginePort } from '../../../src/store/kit/ports.ts';
import { ownResult } from '../../../src/store/results/shown.ts';
import { fakeDeps } from '../../gallery/fakeDeps.ts';
import { fakeConfig, fakeRace } from '../../gallery/fakeRace.ts';
import { honestRecord } from '../../support/honestRecord.ts';

async function openPage(engine: Partial<EnginePort> = {}) {
  const store = createLabStore(fakeDeps(engine));
  await store.getState().boot();
  await store.getState().loadRuns();
  return store;
}
const settle = () => new Promise((resolve) => setTimeout(resolve, 10));
async function raced(until: number, engine: Partial<EnginePort> = {}, withLogits = false) {
  const store = await openPage(engine);
  const config = fakeConfig(store.getState().setup);
  store.getState().applyEvents(fakeRace(config, until, withLogits));
  await settle();
  return store;
}
const json = toRunJson(honestRecord());

test('results leave the page although the engine is lost and none comes back', async () => {
  let isGone = false;
  const init = fakeDeps().engine.init;
  const engine: Partial<EnginePort> = {
    init: (choice) => (isGone ? Promise.reject(new Error('no adapter')) : init(choice)),
  };
  const store = await raced(1200, engine, true);
  const files = async () => {
    const { tableCsv, resultsCsv, resultsJson, describeRun } = store.getState();
    const made = [await tableCsv(), await resultsCsv(), await resultsJson()];
    return [...made.map(({ parts }) => parts.join('')), describeRun().join('. ')];
  };
  const before = await files();
  isGone = true;
  await store.getState().retry();
  expect(store.getState().engine.phase).toBe('failed');
  const after = await files();
  const unsaved = (text: string) => text.replace(/"(savedAt|phase)": .*/g, '');
  expect(after.map(unsaved)).toEqual(before.map(unsaved));
});

test('each row of the table, as a CSV, says of what images and settings it is', async () => {
  const store = await raced(1200, {}, true);
  const [head, ...rows] = (await store.getState().tableCsv()).parts
    .join('')
    .replace('\ufeff', '')
    .trim()
    .split('\r\n')
    .map((line) => line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/));
  const at = (row: readonly string[], name: string) => row[head!.indexOf(name)];
  const { run } = store.getState();
  expect(rows.length).toBeGreaterThan(2);
  for (const row of rows) {
    const shown = store.getState();
    expect(at(row, 'seed')).toBe(String(run!.config.seed));
    expect(at(row, 'backend')).toBe(run!.backend.backend);
    expect(at(row, 'bins')).toBe(String(shown.knobs.binCount));
    const id = ownResult(shown, 'ft')!.splits.find(({ role }) => role === 'id')!.raw;
    expect(at(row, 'ID images')).toBe(String(id.n));
    const [low, acc, high] = ['ID acc low', 'ID acc', 'ID acc high'].map((n) => Number(at(row, n)));
    if (at(row, 'ID acc low') !== '') {
      expect(low).toBeLessThanOrEqual(acc!);
      expect(high).toBeGreaterThanOrEqual(acc!);
    }
  }
});

describe('opening files', () => {
  test('a run becomes a copy that is never written over another', async () => {
    const store = await openPage();
    for (let i = 0; i < 2; i++) await store.getState().openFiles([new File([json], 'run.json')]);
    const { entries } = store.getState().runs;
    expect(entries).toHaveLength(2);
    expect(new Set(entries.map(({ id }) => id)).size).toBe(2);
    expect(entries.map(({ id }) => id)).not.toContain('run-a');
    expect(store.getState().layout.tray).toBe('runs');
    await store.getState().openRun(entries[0]!.id);
    expect(ownResult(store.getState(), 'ft')?.row).toEqual(honestRecord().results[0]!.row);
    expect(store.getState().runs.note).toMatch(/Imported from a file.* without its weights/);
  });

  test('an imported run is marked, in the list and in what is made of it', async () => {
    const store = await openPage();
    await store.getState().openFiles([new File([json], 'run.json')]);
    const [entry] = store.getState().runs.entries;
    expect(entry!.record?.imported).toBe(true);
    await store.getState().openRun(entry!.id);
    const again = JSON.parse((await store.getState().resultsJson()).parts.join(''));
    expect(again.imported).toBe(true);
    expect(store.getState().describeRun()[0]).toMatch(/^Imported from a file/);
    expect(markdownTable(await store.getState().exportedTable())).toContain('Imported from a file');
  });

  test('every file of several is answered, by its name', async () => {
    const store = await openPage();
    const files = [
      new File(['<html>'], 'page.json'),
      new File([json], 'a.json'),
      new File(['x'], `${'long'.repeat(1e5)}.png`),
      new File([json], 'b.json'),
    ];
    await store.getState().openFiles(files);
    expect(store.getState().runs.entries).toHaveLength(2);
    const { message } = store.getState().commandError!;
    expect(message).toContain('page.json: ');
    expect(message).toContain('cannot open longlong');
    expect(message.length).toBeLessThan(300);
  });

  test('files dropped while others are read are taken too', async () => {
    const store = await openPage();
    const drops = [1, 2, 3].map(() => store.getState().openFiles([new File([json], 'run.json')]));
    await Promise.all(drops);
    expect(store.getState().runs.entries).toHaveLength(3);
    expect(store.getState().sharing).toBe(false);
  });

  test.each([
    ['cat.png', Uint8Array.of(0x89, 0x50), 'wrong-file'],
    ['model.pt', Uint8Array.of(0x50, 0x4b), 'wrong-file'],
    ['empty.json', '', 'empty-file'],
    ['empty.safetensors', '', 'empty-file'],
    ['config.json', '{"model_type":"clip"}', 'wrong-file'],
    ['cut.json', json.slice(0, 500), 'damaged-file'],
    ['new.json', json.replace('"version": 1', '"version": 2'), 'newer-version'],
  ] as const)('%s is refused by name, and nothing changes', async (name, content, code) => {
    const importWeights = vi.fn<EnginePort['importWeights']>();
    const store = await openPage({ importWeights });
    const before = store.getState();
    await store.getState().openFiles([new File([content], name)]);
    const { commandError, runs, run, setup, sharing } = store.getState();
    expect(commandError).toMatchObject({ code });
    expect(commandError?.message).toContain(name);
    expect([runs, run, setup, sharing]).toEqual([before.runs, before.run, before.setup, false]);
    expect(importWeights).not.toHaveBeenCalled();
  });

  test('a file over the limit is refused unread', async () => {
    const store = await openPage();
    const file = new File([json], 'big.json');
    Object.defineProperty(file, 'size', { value: 33e6 });
    const read = vi.spyOn(file, 'text');
    await store.getState().openFiles([file]);
    expect(store.getState().commandError).toMatchObject({ code: 'file-too-large' });
    expect(read).not.toHaveBeenCalled();
  });
});

describe('files to take away', () => {
  test('the run as JSON is what the page shows', async () => {
    const store = await raced(152);
    const { name, parts } = await store.getState().resultsJson();
    expect(name).toBe('carot-lab-seed0-step152.json');
    const record = readRunRecord(JSON.parse(parts.join('')));
    expect(record.results.map(({ methodId }) => methodId)).toEqual([
      'zs',
      'ft',
      'wise-ft',
      'flyp',
      'carot',
    ]);
    expect(record.results[1]!.row).toEqual(ownResult(store.getState(), 'ft')!.row);
  });

  test('without results there is a sentence, not a file', async () => {
    const store = await openPage();
    await expect(store.getState().resultsJson()).rejects.toThrow(/no results/);
    await expect(store.getState().resultsCsv()).rejects.toThrow(/no results/);
  });

  test('weights of a view are those at the slider', async () => {
    const exportWeights = vi.fn<EnginePort['exportWeights']>(async () => Uint8Array.of(1));
    const store = await raced(152, { exportWeights });
    store.getState().setAlpha(0.7);
    expect((await store.getState().weightsFile('wise-ft')).name).toBe(
      'carot-lab-seed0-step152-wise-ft-alpha0.7.safetensors',
    );
    await store.getState().weightsFile('ft');
    expect(exportWeights.mock.calls).toEqual([
      ['wise-ft', 0.7],
      ['ft', undefined],
    ]);
  });

  test('tables name the run', async () => {
    const store = await raced(152);
    expect(markdownTable(await store.getState().exportedTable())).toContain(
      'FT · FLYP · CaRot, 152 steps, seed 0',
    );
    expect(latexTable(await store.getState().exportedTable())).toContain(
      'WiSE-FT, $\\alpha$ = 0.5',
    );
  });

  test.each([
    ['../../etc/passwd', 'etc-passwd'],
    ['a:b\\c\u202e.exe', 'a-b-c-.exe'],
    ['  ', 'carot-lab'],
    ['CON', 'CON-file'],
    ['nul.json', 'nul-file.json'],
    ['aux.txt', 'aux-file.txt'],
    ['COM1', 'COM1-file'],
    ['COM¹', 'COM1-file'],
    ['console', 'console'],
    ['name...', 'name'],
    ['.htaccess', 'htaccess'],
    ['\u200fname\u202e', 'name'],
    ['été', 'ete'],
    ['日本', 'carot-lab'],
    ['x'.repeat(1e6), 'x'.repeat(100)],
    [`${'x'.repeat(99)}.y`, 'x'.repeat(99)],
  ])('%.20j is a safe name as %s', (name, safe) => expect(safeName(name)).toBe(safe));
});
