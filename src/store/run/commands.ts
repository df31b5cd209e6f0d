/**
 * Runs a person's commands one after another. The same command again, while it waits or runs, is the
 * same wish: it is answered with the one that is there.
 */
export function createCommands(onBusy: (busy: boolean) => void) {
  let last: Promise<void> = Promise.resolve();
  const waiting = new Map<string, Promise<void>>();
  return (name: string, work: () => Promise<void>): Promise<void> => {
    const known = waiting.get(name);
    if (known) return known;
    onBusy(true);
    const mine = last
      .then(work)
      .catch(() => {})
      .finally(() => {
        waiting.delete(name);
        if (waiting.size === 0) onBusy(false);
      });
    waiting.set(name, mine);
    last = mine;
    return mine;
  };
}
