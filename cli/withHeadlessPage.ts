import type { Narrator } from './narrator.ts';
import { type HeadlessPage, openHeadlessPage } from './openHeadlessPage.ts';

/**
 * Opens the headless page for some work, and closes it whatever comes of the work. Ctrl-C closes it
 * too, says so and ends the program with status 130.
 *
 * @param work may open further pages, each a browser of its own, that are closed as the first one is
 */
export async function withHeadlessPage(
  narrator: Narrator,
  interrupted: string,
  work: (page: HeadlessPage, openAnother: () => Promise<HeadlessPage>) => Promise<void>,
): Promise<void> {
  narrator.say('Building and opening the lab …');
  const opening: Promise<HeadlessPage>[] = [];
  const open = () => {
    const page = openHeadlessPage(narrator.onMessage);
    opening.push(page);
    return page;
  };
  // One that is still being opened when the work ends is closed too: it would keep the program alive.
  const closeAll = () =>
    Promise.all(
      opening.map((page) =>
        page.then(
          (opened) => opened.close(),
          () => {},
        ),
      ),
    );
  const first = await open();
  let ending = false;
  // A terminal and npm may both pass on one Ctrl-C: the second must not kill what the first closes.
  const interrupt = () => {
    if (ending) return;
    ending = true;
    narrator.hideBar();
    console.error(interrupted);
    void closeAll().finally(() => process.exit(130));
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  try {
    await work(first, open);
  } finally {
    narrator.hideBar();
    await closeAll();
  }
}
