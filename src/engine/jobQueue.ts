/** Runs asynchronous jobs one at a time, in the order they came. */
export class JobQueue {
  #last: Promise<unknown> = Promise.resolve();

  /** The job's own outcome; one that fails does not hold up the next. */
  run<T>(job: () => Promise<T>): Promise<T> {
    const result = this.#last.then(job);
    this.#last = result.catch(() => {});
    return result;
  }

  /** Resolves when all that is in the queue now is done. */
  async idle(): Promise<void> {
    await this.#last;
  }
}
