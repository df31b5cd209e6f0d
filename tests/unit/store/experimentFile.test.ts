import { expect, test } from 'vitest';
import { readRunJson } from '../../../src/results/exports/runJson.ts';
import { createLabStore } from '../../../src/store/index.ts';
import { toRunConfig } from '../../../src/store/run/setupSlice.ts';
import { experimentFile } from '../../../src/store/share/experimentFile.ts';
import { fakeDeps } from '../../gallery/fakeDeps.ts';
import { loaded } from '../../gallery/fixtures.ts';

async function openPage() {
  const store = createLabStore(fakeDeps());
  await store.getState().boot();
  store.getState().takeAssets({ modelId: loaded.model.id, datasetId: loaded.dataset.id });
  return store;
}
const textOf = (store: Awaited<ReturnType<typeof openPage>>) =>
  experimentFile(store.getState()).parts.join('');

test('the race that the page is set to, and which files it is for', async () => {
  const store = await openPage();
  store.getState().setSettings({ seed: 11, steps: 40 });
  const { setup, engine, knobs } = store.getState();
  const { dataset, model } = loaded;
  expect(JSON.parse(textOf(store))).toEqual({
    kind: 'carot-lab-experiment',
    version: 1,
    lab: expect.any(String),
    dataset: { id: dataset.id, version: dataset.version },
    model: { id: model.id, version: model.version, digest: model.digest },
    config: toRunConfig(setup, engine.catalogue!, knobs.alpha),
  });
  expect(experimentFile(store.getState()).name).toBe('experiment.json');
});

test('what could not be started is not exported either', async () => {
  const store = await openPage();
  for (const { id } of store.getState().engine.catalogue!.methods) {
    store.getState().include(id, false);
  }
  expect(() => textOf(store)).toThrow('Tick at least one method');
});

test('nothing is exported for files that are not the loaded ones', async () => {
  const store = await openPage();
  store.getState().takeAssets({ modelId: 'another', datasetId: loaded.dataset.id });
  expect(() => textOf(store)).toThrow('not loaded yet');
});

test('opened in the lab, it is what the next race will be', async () => {
  const first = await openPage();
  first.getState().setSettings({ seed: 11, steps: 40 });
  first.getState().setOptimizer({ learningRate: 0.001 });
  const text = textOf(first);
  const second = await openPage();
  await second.getState().openFiles([new File([text], 'experiment.json')]);
  expect(second.getState().commandError).toBeNull();
  expect(second.getState().setup).toMatchObject({ seed: 11, steps: 40 });
  expect(textOf(second)).toBe(text);
  expect(second.getState().engine.notes).toEqual([
    'The settings of the file are taken over: Start runs them.',
  ]);
  const other = JSON.stringify({
    ...JSON.parse(text),
    dataset: { id: loaded.dataset.id, version: 'other' },
  });
  await second.getState().openFiles([new File([other], 'experiment.json')]);
  expect(second.getState().engine.notes[1]).toMatch(/^They were made for .* other; this page has/);
});

test('settings that cannot be run change nothing and are named', async () => {
  const store = await openPage();
  const before = store.getState().setup;
  const value = JSON.parse(textOf(store));
  for (const [config, words] of [
    [{ ...value.config, steps: 'many' }, /config\.steps must be/],
    [{ ...value.config, lanes: [{ methodId: 'carrot', params: {} }] }, /No method "carrot"/],
  ] as const) {
    const file = new File([JSON.stringify({ ...value, config })], 'experiment.json');
    await store.getState().openFiles([file]);
    expect(store.getState().commandError?.message).toMatch(words);
    expect(store.getState().setup).toBe(before);
  }
});

test('as a run, it is told what it is', async () => {
  const text = textOf(await openPage());
  expect(() => readRunJson(text)).toThrow('it is an experiment for another machine');
});
