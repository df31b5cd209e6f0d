import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { datasets } from '../../src/data/registry.ts';
import { methodInfo, methods } from '../../src/methods/registry.ts';
import { models } from '../../src/model/registry.ts';
import { makeRunConfig } from '../../src/protocol/runConfig.ts';
import type { StudyDesign } from '../../src/study/design.ts';
import { labPage, RACE, READY } from '../support/labPage.ts';
import { labSuite } from '../support/labSuite.ts';
import { troubleForReaders } from '../support/lookAt.ts';
import { seriousFindings } from '../support/seriousFindings.ts';

const lab = labSuite();

const catalogue = {
  methods: methods.map(methodInfo),
  datasets: datasets.map((one) => ({ ...one, classCount: 24, imageSize: 24 })),
  models: models.map((one) => ({ ...one, imageSize: 24 })),
  corruptions: [],
};
const rows = catalogue.methods.filter(({ id }) => ['zs', 'ft', 'wise-ft'].includes(id));
const { seed: _, ...config } = makeRunConfig(rows, catalogue, {
  datasetId: datasets[1]!.id,
  modelId: models[1]!.id,
});
const design: StudyDesign = {
  version: 1,
  name: 'tiny',
  config: {
    ...config,
    steps: 60,
    batchSize: 8,
    evaluation: { ...config.evaluation, everySteps: 0, finalLimit: 40 },
  },
  seeds: [0, 1],
  axes: [],
};

test('a study runs, pauses, goes on after a reload, and says what it found', async () => {
  const { context, page, trouble, strangers } = await labPage(lab.browser, lab.url);
  await page.goto(`${lab.url}study.html#${encodeURIComponent(JSON.stringify(design))}`);
  const setup = page.locator('.study-setup');
  await setup.getByText('2 races').waitFor({ timeout: READY });
  expect(await page.getByLabel('Seeds').inputValue()).toBe('0, 1');
  // A recorded study stands there before one's own, and says so.
  await page.locator('.study-results .study-tag', { hasText: 'RECORDED' }).waitFor();

  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await setup.getByText(/FT, step \d+ of 60/).waitFor({ timeout: RACE });
  await page.getByRole('button', { name: 'Pause' }).click();
  await setup.getByText('Paused.').waitFor();
  const step = Number(/step (\d+)/.exec((await setup.textContent()) ?? '')?.[1] ?? 0);
  expect(step).toBeLessThan(61);
  await page.reload();
  await setup.getByText('2 races').waitFor({ timeout: READY });
  await page.getByRole('button', { name: /^(Run|Go on)$/ }).click();
  await setup.getByText('All races are done.').waitFor({ timeout: 2 * RACE });
  expect(await setup.locator('li[data-status=done]').count()).toBe(2);

  const results = page.locator('.study-results');
  await results.getByRole('tab', { name: 'Yours' }).click();
  expect(await results.locator('.study-tag').count()).toBe(0);
  const table = results.getByRole('table', { name: 'Results of the study' });
  expect(await table.locator('tbody tr').count()).toBe(3);
  // A mean of two seeds with its interval.
  await table.getByText(/± \d/).first().waitFor();
  const finding = results.locator('.study-finding').first();
  await finding.locator('summary').click();
  expect(await finding.locator('tbody tr').count()).toBe(4);
  expect(await finding.locator('.verdict').first().textContent()).toMatch(
    /^(reproduced|opposite|not resolved)$/,
  );

  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Study (JSON)' }).click();
  const text = readFileSync((await (await saved).path())!, 'utf8');
  expect(JSON.parse(text)).toMatchObject({ kind: 'carot-lab-study', design: { name: 'tiny' } });

  expect(await seriousFindings(page)).toEqual([]);
  expect(await troubleForReaders(page)).toEqual([]);

  // What is done is there at the next visit, and a file opens beside it.
  await page.reload();
  await setup.getByText('All races are done.').waitFor({ timeout: READY });
  await page.locator('input[type=file]').setInputFiles({
    name: 'other.json',
    mimeType: 'application/json',
    buffer: Buffer.from(text),
  });
  await page.getByText('From the file “tiny”.').waitFor();
  await page.locator('input[type=file]').setInputFiles({
    name: 'broken.json',
    mimeType: 'application/json',
    buffer: Buffer.from('{"kind":"carot-lab-study","version":1,"design":{}}'),
  });
  await page.getByText(/The design of the study cannot be read: version must be 1/).waitFor();
  expect(trouble).toEqual([]);
  expect(strangers).toEqual([]);
  await context.close();
});
