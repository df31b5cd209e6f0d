import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  labPage,
  openLab,
  quickLab,
  RACE,
  READY,
  settled,
  startButton,
} from '../support/labPage.ts';
import { labSuite } from '../support/labSuite.ts';
import { troubleForReaders } from '../support/lookAt.ts';
import { seriousFindings } from '../support/seriousFindings.ts';

const lab = labSuite();

test('a class from link to mean: locked, numbered, raced, handed in, collected, a changed file named', async () => {
  const { page, context, trouble, strangers } = await labPage(lab.browser, lab.url);
  await openLab(
    page,
    `${quickLab(lab.url)}&steps=4&batch=8&every=2&subset=10&final=20&methods=ft,carot`,
  );
  await page.getByRole('button', { name: 'Share and download' }).click();
  await page.getByRole('button', { name: 'Link for a class…' }).click();
  const link = (await page.locator('.class-link').textContent())!;
  await page.getByRole('button', { name: 'Close' }).first().click();

  // A student opens it: what it locks still says what it is set to.
  await page.goto('about:blank');
  await openLab(page, link);
  const steps = page.getByLabel('Steps', { exact: true });
  expect([await steps.inputValue(), await steps.isDisabled()]).toEqual(['4', true]);
  expect(await page.getByRole('checkbox', { name: /^FLYP$/ }).isDisabled()).toBe(true);
  await page.keyboard.press('2');
  expect(await page.getByRole('checkbox', { name: /^FT\+LS$/ }).isChecked()).toBe(false);
  expect(await page.getByLabel('Mix α').isEnabled()).toBe(true);
  expect(await startButton(page).isDisabled()).toBe(true);
  await page.getByLabel('Your number in the class').fill('7');
  expect(await page.getByLabel('Seed', { exact: true }).inputValue()).toBe('7');
  await startButton(page).click();
  await page.getByText('Finished').first().waitFor({ timeout: RACE });

  await page.getByRole('button', { name: 'Hand in…' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Ada');
  await page.getByRole('button', { name: 'Make the hand-in' }).click();
  await page.getByRole('img', { name: /The card/ }).waitFor({ timeout: READY });
  const take = async (name: string) => {
    const saved = page.waitForEvent('download');
    await Promise.all([saved, page.getByRole('button', { name }).click()]);
    return (await saved).path();
  };
  const png = readFileSync(await take('Download the card (.png)'));
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  const json = readFileSync(await take('Download for the teacher (.json)'), 'utf8');

  const file = (name: string, text: string) => ({
    name,
    mimeType: 'application/json',
    buffer: Buffer.from(text),
  });
  await page.getByRole('tab', { name: 'Collect' }).click();
  await page
    .locator('.class-pane input[type="file"]')
    .setInputFiles([
      file('ada.json', json),
      file('again.json', json),
      file('changed.json', json.replace('"name": "Ada"', '"name": "Bea"')),
      file('essay.json', 'Dear teacher'),
    ]);
  await page.getByText('1 of 4 files count').waitFor();
  const remarks = await page.locator('.class-remarks li').allTextContents();
  expect(remarks).toEqual([
    expect.stringMatching(/again\.json 7 Ada Number for number the run of .*ada\.json/),
    expect.stringMatching(/changed\.json 7 Bea Changed after it was handed in/),
    expect.stringMatching(/essay\.json .*no hand-in of the lab/),
  ]);
  await page.locator('.spread').waitFor();
  const found: string[] = [];
  for (const [width, height] of [
    [1440, 900],
    [1280, 720],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height });
    for (const tab of ['Link for a class', 'Hand in', 'Collect']) {
      await page.getByRole('tab', { name: tab }).click();
      await settled(page);
      const lines = [...(await troubleForReaders(page)), ...(await seriousFindings(page))];
      found.push(...lines.map((line) => `${width} ${tab}: ${line}`));
    }
  }
  expect(found).toEqual([]);
  expect(trouble).toEqual([]);
  expect(strangers).toEqual([]);
  await context.close();
});
