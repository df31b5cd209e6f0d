import type { RunEvent } from '../protocol/events.ts';

/** An event without its stamp, or the mark that every lane has done its step: nothing is half done. */
type Unstamped<E> = E extends RunEvent ? Omit<E, 'runId' | 'at'> : never;
export type RaceEvent = Unstamped<RunEvent> | { readonly type: 'round.end'; readonly step: number };
