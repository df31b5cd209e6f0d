import type { RunEvent } from '../protocol/events.ts';

type Unstamped<E> = E extends RunEvent ? Omit<E, 'runId' | 'at'> : never;

/** An event without its stamp, or the mark that every lane of a round has been given its step. */
export type RaceEvent = Unstamped<RunEvent> | { readonly type: 'round.end'; readonly step: number };
