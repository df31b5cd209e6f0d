/** Changes the part of the page's state that somebody knows of. */
export type SetState<State> = (change: Partial<State> | ((state: State) => Partial<State>)) => void;

/** Looks at it, as it is now. */
export type GetState<State> = () => State;

/**
 * A slice of the store: makes its own part, and reads those parts of others that it names. What it
 * does not name it cannot touch.
 */
export type Slice<Own, Reads = Own> = (
  set: SetState<Own & Reads>,
  get: GetState<Own & Reads>,
) => Own;
