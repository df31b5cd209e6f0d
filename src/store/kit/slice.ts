/** Changes the part of the page's state that somebody knows of. */
export type SetState<State> = (change: Partial<State> | ((state: State) => Partial<State>)) => void;

/** Looks at it, as it is now. */
export type GetState<State> = () => State;

export interface Watched<State> {
  /** Calls back after every change. @returns what ends it */
  subscribe(listener: (state: State, before: State) => void): () => void;
}

/**
 * A slice of the store: makes its own part, and reads those parts of others that it names. What it
 * does not name it cannot touch.
 */
export type Slice<Own, Reads = Own> = (
  set: SetState<Own & Reads>,
  get: GetState<Own & Reads>,
  store: Watched<Own & Reads>,
) => Own;

/** What the effects of a store may do with it. */
export interface Followed<State> extends Watched<State> {
  getState(): State;
  setState: SetState<State>;
}

/** What follows the store and acts on the world outside: asks a worker, writes an archive, sets a timer. */
export type Effect<Reads> = (store: Followed<Reads>) => void;
