/** What the pump needs of the page; a test passes its own. */
export interface PumpClock {
  now(): number;
  requestFrame(callback: () => void): number;
  cancelFrame(handle: number): void;
  isHidden(): boolean;
  /** Calls back when the page comes into view or leaves it. */
  onVisibility(listener: () => void): () => void;
}

export interface FramePump<Item> {
  push(item: Item): void;
  dispose(): void;
}

/** At most five applications a second: charts change no faster than one can read them. */
const minIntervalMs = 200;

/** A hidden page draws nothing, but what it is told is still to be kept. */
const hiddenIntervalMs = 2000;

/** The real page's clock. */
export const pageClock: PumpClock = {
  now: () => performance.now(),
  requestFrame: (callback) => requestAnimationFrame(callback),
  cancelFrame: (handle) => cancelAnimationFrame(handle),
  isHidden: () => document.hidden,
  onVisibility: (listener) => {
    document.addEventListener('visibilitychange', listener);
    return () => document.removeEventListener('visibilitychange', listener);
  },
};

/**
 * Collects items as they come and hands them over in bulk, on a frame and at most five times a
 * second. While the page is hidden, and has no frames, they are handed over with a later item, every
 * two seconds at most; on return everything is handed over at once.
 */
export function createFramePump<Item>(
  apply: (items: readonly Item[]) => void,
  clock: PumpClock = pageClock,
): FramePump<Item> {
  let waiting: Item[] = [];
  let frame: number | null = null;
  let lastApplied = Number.NEGATIVE_INFINITY;
  /** The last of what a hidden page is told is not followed by anything. */
  let later: ReturnType<typeof setTimeout> | undefined;

  const handOver = () => {
    clearTimeout(later);
    later = undefined;
    lastApplied = clock.now();
    const items = waiting;
    waiting = [];
    apply(items);
  };
  const onFrame = () => {
    frame = null;
    if (waiting.length === 0 || clock.isHidden()) return;
    if (clock.now() - lastApplied < minIntervalMs) return schedule();
    handOver();
  };
  const schedule = () => {
    if (frame === null && !clock.isHidden()) frame = clock.requestFrame(onFrame);
  };
  const forget = clock.onVisibility(() => {
    if (frame !== null) clock.cancelFrame(frame);
    frame = null;
    if (waiting.length === 0) return;
    if (clock.isHidden()) later ??= setTimeout(handOver, hiddenIntervalMs);
    else schedule();
  });

  return {
    push(item) {
      waiting.push(item);
      schedule();
      // Timers of a hidden page are slowed down to one a minute; what comes from a worker is not.
      if (!clock.isHidden()) return;
      if (clock.now() - lastApplied >= hiddenIntervalMs) handOver();
      else later ??= setTimeout(handOver, hiddenIntervalMs);
    },
    dispose() {
      forget();
      clearTimeout(later);
      if (frame !== null) clock.cancelFrame(frame);
      frame = null;
      waiting = [];
    },
  };
}
