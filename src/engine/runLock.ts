const nameOf = (runId: string) => `carot-lab-run-${runId}`;
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

/** Whether any tab, this one included, trains the run. */
export async function isRunHeld(runId: string): Promise<boolean> {
  const state = await locks()
    ?.query()
    .catch(() => undefined);
  return state?.held?.some(({ name }) => name === nameOf(runId)) ?? false;
}
