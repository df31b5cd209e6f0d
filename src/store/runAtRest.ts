import type { LabState } from './labState.ts';
import { isActive } from './runSlice.ts';

/** Events of the worker reach the page a few times a second. */
const LOOK_EVERY_MS = 20;
const LONGEST_MS = 3000;

/** Waits until the page, too, knows that a race which was stopped has stopped. */
export async function runAtRest(get: () => LabState): Promise<void> {
  for (let waited = 0; waited < LONGEST_MS; waited += LOOK_EVERY_MS) {
    const { run } = get();
    if (!run || !isActive(run.phase)) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
