import { LabError } from '../protocol/labError.ts';

const PREFIX = 'carot-lab-run-';
const nameOf = (runId: string) => `${PREFIX}${runId}`;
const locks = () => (globalThis.navigator as Navigator | undefined)?.locks;

/**
 * Tells other tabs that this one trains a run, until the returned function is called or the worker
 * is gone. Without Web Locks (plain http) nobody can tell.
 */
export function holdRun(runId: string): () => void {
  let release: () => void = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  locks()
    ?.request(nameOf(runId), () => held)
    .catch(() => {});
  return release;
}

async function heldNames(): Promise<readonly string[]> {
  const state = await locks()
    ?.query()
    .catch(() => undefined);
  return state?.held?.flatMap(({ name }) => name ?? []) ?? [];
}

/** Whether any tab, this one included, trains the run, as far as the browser tells. */
export const isRunHeld = async (runId: string): Promise<boolean> =>
  (await heldNames()).includes(nameOf(runId));

/** Whether another run than this one is being trained, as far as the browser tells. */
export const isAnotherHeld = async (runId: string): Promise<boolean> =>
  (await heldNames()).some((name) => name.startsWith(PREFIX) && name !== nameOf(runId));

/** A worker that was ended in the middle of something lets go a little later. */
const PATIENCE_MS = 4000;

/** @throws LabError 'run-elsewhere' while another tab trains the run */
export async function demandFree(runId: string): Promise<void> {
  for (let waited = 0; await isRunHeld(runId); waited += 100) {
    if (waited >= PATIENCE_MS) {
      throw new LabError(
        'run-elsewhere',
        'Another tab of the lab goes on with this race.',
        'Look at it there, or close that tab and reload this one.',
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
