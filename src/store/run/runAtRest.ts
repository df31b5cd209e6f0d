import { LabError } from '../../protocol/labError.ts';
import { isOver } from './phase.ts';
import type { RunSlice } from './state.ts';
import { words } from './words.ts';

type Reads = RunSlice;

/** Events of the worker reach the page a few times a second. */
const LOOK_EVERY_MS = 20;
const LONGEST_MS = 3000;

async function until(condition: () => boolean): Promise<void> {
  for (let waited = 0; waited < LONGEST_MS && !condition(); waited += LOOK_EVERY_MS) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

/** Waits until the page, too, knows that a race which was stopped has stopped. */
export const runAtRest = (get: () => Reads): Promise<void> =>
  until(() => {
    const { run } = get();
    return !run || isOver(run.phase);
  });

/** Waits until the page, too, knows of the race that was started. */
export const untilShown = (get: () => Reads, runId: string): Promise<void> =>
  until(() => get().run?.id === runId);

/** @throws LabError while a race is under way, whose place nothing takes */
export function demandNoRace({ run, commandPending }: Reads): void {
  if (!commandPending && (!run || isOver(run.phase))) return;
  const { message, hint } = words.underWay;
  throw new LabError('race-under-way', message, hint);
}
