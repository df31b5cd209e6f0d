import type { Narrator } from './narrator.ts';
import { type HeadlessPage, openHeadlessPage } from './openHeadlessPage.ts';

/**
 * Opens the headless page for some work, and closes it whatever comes of the work. Ctrl-C closes it
 * too, says so and ends the program with status 130.
 */
export async function withHeadlessPage(
  narrator: Narrator,
  interrupted: string,
  work: (page: HeadlessPage) => Promise<void>,
): Promise<void> {
  narrator.say('Building and opening the lab …');
  const page = await openHeadlessPage(narrator.onMessage);
  let ending = false;
  // A terminal and npm may both pass on one Ctrl-C: the second must not kill what the first closes.
  const interrupt = () => {
    if (ending) return;
    ending = true;
    narrator.hideBar();
    console.error(interrupted);
    void page.close().finally(() => process.exit(130));
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  try {
    await work(page);
  } finally {
    narrator.hideBar();
    await page.close();
  }
}
