import type { LabEvent } from '../../protocol/events.ts';
import type { GetState, SetState } from './slice.ts';

/** What one event changes of the state: pure, but for logs that grow in place. */
export type Fold<Reads> = (state: Reads, event: LabEvent, now: number) => Partial<Reads>;

/** What an effect does with the worker's events. Each stage is over for all before the next begins. */
export interface Hearing<Reads> {
  /** Whether an event tells nothing new: nobody is told of it. */
  isEcho?(event: LabEvent): boolean;
  /** Makes room, before the store tells of an event. @param state what the events before it make of it */
  before?(event: LabEvent, state: Reads): void;
  /** Once the store tells of all events of the frame. */
  take?(event: LabEvent): void;
  /** Once each of them is taken. */
  takeAll?(events: readonly LabEvent[]): void;
}

/** What the worker said since the last frame, put on the page in one update and handed to all who hear. */
export function eventTaker<State extends object>(
  { getState, setState }: { readonly getState: GetState<State>; setState: SetState<State> },
  folds: readonly Fold<State>[],
  hearings: readonly Hearing<State>[],
  now: () => number,
): (posted: readonly LabEvent[]) => void {
  return (posted) => {
    const events = posted.filter((event) => !hearings.some((one) => one.isEcho?.(event)));
    const at = now();
    const state = { ...getState() };
    const changed: Partial<State> = {};
    for (const event of events) {
      for (const one of hearings) one.before?.(event, state);
      for (const fold of folds) {
        const change = fold(state, event, at);
        Object.assign(state, change);
        Object.assign(changed, change);
      }
    }
    setState(changed);
    for (const event of events) for (const one of hearings) one.take?.(event);
    for (const one of hearings) one.takeAll?.(events);
  };
}
