import { expect, test } from 'vitest';
import { beatCount, diagrams, dieIn, openTalk, rehearse } from '../support/demoTalk.ts';
import { killTraining } from '../support/engineFaults.ts';
import { labPage, openLab, quickLab, READY } from '../support/labPage.ts';
import { labSuite } from '../support/labSuite.ts';

const lab = labSuite();
test('a key opens the demo, a key goes back to the lab, a reload comes back to the beat', async () => {
  const { page, context, trouble } = await labPage(lab.browser, lab.url);
  await openLab(page, quickLab(lab.url));
  await page.keyboard.press('d');
  await page.getByRole('heading', { name: 'Before you begin' }).waitFor({ timeout: READY });
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.keyboard.press('ArrowRight');
  await page.getByText('2/6').waitFor();
  await expect.poll(() => page.url()).toMatch(/&B2$/);
  await page.reload();
  await page.getByText('2/6').waitFor({ timeout: READY });
  const notes = page.waitForEvent('popup');
  await page.keyboard.press('n');
  const presenter = await notes;
  await presenter.getByText(/Ask for hands first/).waitFor();
  await presenter.keyboard.press('ArrowRight');
  await page.getByText('3/6').waitFor();
  await presenter.getByText(/Marks above the dashed line/).waitFor();
  await page.keyboard.press('Escape');
  await page.getByText('Ready when you are').waitFor({ timeout: READY });
  expect(trouble).toEqual([]);
  await context.close();
});

test('a presenter is never left with a dead page: worker and network die late in the talk', async () => {
  const { page, context } = await openTalk(lab);
  await rehearse(page);
  await dieIn(page, context, beatCount - 1, killTraining);
  await context.close();
});

test('where nothing that was recorded can be had, what was measured stays, and the page says what is wrong', async () => {
  const { page, context } = await openTalk(lab, { unreachable: /\/runs\// });
  await page.keyboard.press('ArrowRight');
  await diagrams(page).waitFor({ timeout: READY });
  await context.setOffline(true);
  await killTraining(page);
  await page.getByText(/The engine is gone\. There is no recording/).waitFor({ timeout: READY });
  expect(await diagrams(page).count()).toBe(1);
  await page.keyboard.press('ArrowRight');
  await page.getByText('2/6').waitFor();
  expect(await diagrams(page).count()).toBe(1);
  await context.close();
});
