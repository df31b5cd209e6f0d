import { expect, test } from 'vitest';
import { datasets } from '../../src/data/registry.ts';
import { models } from '../../src/model/registry.ts';
import {
  finishRace,
  type LabPage,
  labPage,
  openLab,
  prepareSmallRace,
  READY,
} from '../support/labPage.ts';
import { labSuite } from '../support/labSuite.ts';

const [firstModel, secondModel] = models;
const [firstDataset, secondDataset] = datasets;

const lab = labSuite();
let opened: LabPage;

/** Folders of models and datasets that were asked for since. */
async function watched() {
  opened = await labPage(lab.browser, lab.url);
  const folders = new Set<string>();
  opened.context.on('request', (request) => {
    const found = /\/((?:models|datasets)\/[^/]+)\//.exec(request.url())?.[1];
    if (found) folders.add(found);
  });
  return { ...opened, folders };
}

test('a first visit fetches the default model and dataset alone', async () => {
  const { page, context, folders } = await watched();
  await openLab(page, lab.url);
  expect([...folders].sort()).toEqual([firstDataset!.path, firstModel!.path]);
  await context.close();
});

test('a link brings the second of each and nothing else; pickers change them, runs bring theirs back', async () => {
  const { page, context, folders, trouble } = await watched();
  await openLab(page, `${lab.url}?dataset=${secondDataset!.id}&model=${secondModel!.id}`);
  expect([...folders].sort()).toEqual([secondDataset!.path, secondModel!.path]);
  const foot = page.locator('footer');
  await foot.getByText(`${secondModel!.label},`).waitFor();
  await foot.getByText(secondDataset!.label).waitFor();

  await prepareSmallRace(page, 4);
  await finishRace(page);
  await page.getByRole('row').filter({ hasText: 'CaRot' }).first().waitFor();

  const dataset = page.getByRole('combobox', { name: 'Dataset' });
  const model = page.getByRole('combobox', { name: 'Model' });
  await dataset.selectOption(firstDataset!.id);
  await foot.getByText(firstDataset!.label).waitFor({ timeout: READY });
  await page.getByText('Ready when you are').waitFor({ timeout: READY });
  await model.selectOption(firstModel!.id);
  await foot.getByText(`${firstModel!.label},`).waitFor({ timeout: READY });
  expect(folders.size).toBe(4);

  await page.getByRole('tab', { name: /Runs/ }).click();
  await page.getByText(`${secondModel!.label} · ${secondDataset!.label}`).waitFor();
  await page.getByRole('button', { name: 'Load and open' }).click();
  await foot.getByText(`${secondModel!.label},`).waitFor({ timeout: READY });
  await page.getByText('shown now').waitFor({ timeout: READY });
  expect(await dataset.inputValue()).toBe(secondDataset!.id);
  expect(await model.inputValue()).toBe(secondModel!.id);
  expect(trouble).toEqual([]);
  await context.close();
});
