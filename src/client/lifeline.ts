/**
 * Ties calls to the life of the worker that answers them. A call settles with its answer or, once the
 * worker is gone, rejects; nothing of a settled call is kept. (`Promise.race` with a promise that never
 * settles would keep every answer for as long as the worker lives.)
 */
export interface Lifeline {
  /** The answer of a call, or the reason of the end. */
  tied<T>(call: Promise<T>): Promise<T>;
  /** Rejects every open call and all later ones; the first reason stands. */
  cut(reason: Error): void;
  /** Calls that wait for an answer. */
  readonly open: number;
}

export function createLifeline(): Lifeline {
  const waiting = new Set<(reason: Error) => void>();
  let ended: Error | null = null;
  return {
    get open() {
      return waiting.size;
    },
    tied: <T>(call: Promise<T>) =>
      new Promise<T>((resolve, reject) => {
        if (ended) {
          call.catch(() => {});
          return reject(ended);
        }
        waiting.add(reject);
        call.then(resolve, reject).finally(() => waiting.delete(reject));
      }),
    cut: (reason) => {
      if (ended) return;
      ended = reason;
      for (const reject of waiting) reject(reason);
      waiting.clear();
    },
  };
}
