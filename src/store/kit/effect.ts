import type { Hearing } from './events.ts';
import type { SetState } from './slice.ts';

/** What the effects of a store may do with it. */
export interface Followed<State> {
  getState(): State;
  setState: SetState<State>;
  /**
   * Calls back after each change of a part of the state, once a change, with the newest of it.
   * @param equalityFn whether two of its values are alike; Object.is by default
   */
  subscribe<Part>(
    part: (state: State) => Part,
    listener: (now: Part, before: Part) => void,
    options?: { equalityFn?: (a: Part, b: Part) => boolean },
  ): () => void;
  /** Has a say in what the worker's events do. */
  hear(hearing: Hearing<State>): void;
}

/** What follows the store and acts on the world outside: asks a worker, writes an archive, sets a timer. */
export type Effect<Reads> = (store: Followed<Reads>) => void;

/** Whether two lists, such as the parts that an effect follows, hold the same. */
export const sameParts = {
  equalityFn: (a: readonly unknown[], b: readonly unknown[]) =>
    a.every((part, i) => Object.is(part, b[i])),
};
