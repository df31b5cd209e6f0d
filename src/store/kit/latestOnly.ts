/**
 * Runs `work` once at a time. Triggered while it runs, it runs once more afterwards, however often it
 * was triggered: the last wish is always answered and no queue builds up.
 */
export function latestOnly(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let again = false;
  const loop = async () => {
    try {
      while (again) {
        again = false;
        await work();
      }
    } finally {
      running = null;
    }
  };
  return () => {
    again = true;
    running ??= loop();
    return running;
  };
}
