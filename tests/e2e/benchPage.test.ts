import { expect, test } from 'vitest';
import { labPage, openLab, READY } from '../support/labPage.ts';
import { labSuite } from '../support/labSuite.ts';

const lab = labSuite();

test('the page that measures this machine opens from the help, begins, and can be stopped', async () => {
  const { context, page, trouble, strangers } = await labPage(lab.browser, lab.url);
  await openLab(page, lab.url);
  await page.locator('#help').click();
  const opened = context.waitForEvent('page');
  await page.getByRole('link', { name: 'Measure how fast this machine is' }).click();
  const bench = await opened;
  bench.on('pageerror', (error) => trouble.push(error.message));
  await bench.getByRole('button', { name: 'Measure' }).click();
  const status = bench.getByRole('status');
  await bench.waitForFunction(
    () => /^WebGPU: /.test(document.querySelector('[role=status]')?.textContent ?? ''),
    undefined,
    { timeout: READY },
  );
  expect(await bench.getByRole('progressbar').isVisible()).toBe(true);
  await bench.getByRole('button', { name: 'Cancel' }).click();
  await bench.getByText('Cancelled; what had been measured stays.').waitFor();
  expect(await bench.getByRole('button', { name: 'Measure' }).isVisible()).toBe(true);
  expect(await status.textContent()).toBe('');
  expect(trouble).toEqual([]);
  expect(strangers).toEqual([]);
  await context.close();
});
