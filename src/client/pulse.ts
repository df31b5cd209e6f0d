/** After so long without a word something is wrong, or the machine is very busy. */
const SILENT_AFTER_MS = 10_000;
const LOOK_EVERY_MS = 1_000;

export interface Pulse {
  /** Something came from the worker. */
  heard(): void;
  end(): void;
}

/**
 * Watches whether a worker, which says something every two seconds, is still heard. It counts from
 * the first word (its script may load slowly), and not while this page itself stood still: hidden,
 * frozen, or the machine asleep.
 */
export function createPulse(
  onChange: (silent: boolean) => void,
  clock: { now(): number; isHidden(): boolean } = {
    now: () => performance.now(),
    isHidden: () => document.hidden,
  },
): Pulse {
  let last: number | null = null;
  let silent = false;
  let looked = clock.now();
  const look = () => {
    const now = clock.now();
    const stoodStill = now - looked > 3 * LOOK_EVERY_MS || clock.isHidden();
    looked = now;
    if (last === null || silent) return;
    if (stoodStill) last = now;
    if (now - last < SILENT_AFTER_MS) return;
    silent = true;
    onChange(true);
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  return {
    heard: () => {
      last = clock.now();
      if (!silent) return;
      silent = false;
      onChange(false);
    },
    end: () => clearInterval(timer),
  };
}
