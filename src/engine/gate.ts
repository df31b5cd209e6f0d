/** Where a run waits: pause, resume, one round, stop. Once closed it does nothing any more. */
export class Gate {
  #state: 'open' | 'paused' | 'stopped' | 'closed' = 'open';
  #pauseAfterRound = false;
  #wake: () => void = () => {};

  get stopped(): boolean {
    return this.#state === 'stopped';
  }

  get paused(): boolean {
    return this.#state === 'paused';
  }

  /** Whether nothing will run through here any more. */
  get over(): boolean {
    return this.#state === 'stopped' || this.#state === 'closed';
  }

  /** @returns whether this changed anything */
  pause(): boolean {
    if (this.#state !== 'open') return false;
    this.#state = 'paused';
    return true;
  }

  /** @returns whether the run is now to be shown as running where it was not */
  resume(): boolean {
    this.#pauseAfterRound = false;
    if (this.#state !== 'paused') return false;
    this.#state = 'open';
    this.#wake();
    return true;
  }

  /**
   * Runs until the end of the current round of all lanes, then pauses.
   * @returns whether this set a paused run going
   */
  step(): boolean {
    if (this.over) return false;
    const woken = this.resume();
    this.#pauseAfterRound = true;
    return woken;
  }

  stop(): void {
    if (this.#state === 'closed') return;
    this.#state = 'stopped';
    this.#wake();
  }

  close(): void {
    if (this.#state !== 'stopped') this.#state = 'closed';
  }

  /** Every lane has done its step. @returns whether the run pauses here because one step was asked for */
  endRound(): boolean {
    if (!this.#pauseAfterRound) return false;
    this.#pauseAfterRound = false;
    return this.pause();
  }

  /** Resolves when the run may go on, or must end. */
  async pass(): Promise<'go' | 'stopped'> {
    while (this.#state === 'paused') {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return this.#state === 'stopped' ? 'stopped' : 'go';
  }
}
