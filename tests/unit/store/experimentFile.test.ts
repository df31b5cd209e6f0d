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

test('opened in the lab, it is told what it is', async () => {
  const text = textOf(await openPage());
  expect(() => readRunJson(text)).toThrow('it is an experiment for another machine');
});
