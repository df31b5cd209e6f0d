/** Storage that has not answered in this time is taken for one that never will. */
const STORAGE_LIMIT_MS = 10_000;

/** Storage did not answer: a browser may leave a request open for ever after sleep, or while another tab holds it. */
export class StorageSilent extends Error {
  constructor() {
    super('the browser’s storage does not answer');
    this.name = 'StorageSilent';
  }
}

/** The answer of a request to storage. @throws StorageSilent when none comes in time */
export function inTime<T>(request: Promise<T>, limitMs = STORAGE_LIMIT_MS): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new StorageSilent()), limitMs);
  });
  // Both settle once the shorter has: nothing of the answer is kept.
  return Promise.race([request, silence]).finally(() => clearTimeout(timer));
}
