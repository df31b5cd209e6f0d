import { expect, test } from 'vitest';
import { subscribeWithSelector } from 'zustand/middleware';
import { createStore } from 'zustand/vanilla';
import type { LabEvent } from '../../../src/protocol/events.ts';
import { type Followed, sameParts } from '../../../src/store/kit/effect.ts';
import { eventTaker, type Fold, type Hearing } from '../../../src/store/kit/events.ts';

interface Page {
  readonly steps: number;
  readonly silent: boolean;
}

const note = (text: string): LabEvent => ({ type: 'notes', notes: [text] });
const silent: LabEvent = { type: 'engine.silent', silent: true };

const pageStore = () =>
  createStore<Page>()(subscribeWithSelector((): Page => ({ steps: 0, silent: false })));
const folds: readonly Fold<Page>[] = [
  ({ steps }) => ({ steps: steps + 1 }),
  (state, event) => ({ silent: event.type === 'engine.silent' ? event.silent : state.silent }),
];

test('a frame is one update, and every stage is over for all before the next begins', () => {
  const store = pageStore();
  const said: string[] = [];
  const room = (name: string): Hearing<Page> => ({
    before: (event, { steps }) => void said.push(`${name} before ${event.type} ${steps}`),
    take: (event) => void said.push(`${name} take ${event.type} ${store.getState().steps}`),
    takeAll: (events) => void said.push(`${name} all ${events.length}`),
  });
  let updates = 0;
  store.subscribe(() => {
    updates += 1;
  });
  eventTaker(store, folds, [room('a'), room('b')], () => 0)([note('x'), silent]);
  expect(updates).toBe(1);
  expect(store.getState()).toEqual({ steps: 2, silent: true });
  expect(said).toEqual([
    ...['a before notes 0', 'b before notes 0', 'a before engine.silent 1'],
    ...['b before engine.silent 1', 'a take notes 2', 'b take notes 2'],
    ...['a take engine.silent 2', 'b take engine.silent 2', 'a all 2', 'b all 2'],
  ]);
});

test('of an echo nobody hears', () => {
  const store = pageStore();
  const heard: LabEvent[] = [];
  const hearings: Hearing<Page>[] = [
    { isEcho: ({ type }) => type === 'notes' },
    { take: (event) => void heard.push(event) },
  ];
  eventTaker(store, folds, hearings, () => 0)([note('x'), silent]);
  expect(heard).toEqual([silent]);
  expect(store.getState().steps).toBe(1);
});

test('an effect that changes the store as it follows it is called once a change', () => {
  const store = pageStore();
  const followed: Followed<Page> = { ...store, hear: () => {} };
  followed.subscribe(
    ({ steps }) => steps,
    (steps) => {
      if (steps === 1) followed.setState({ silent: true });
    },
  );
  const seen: (readonly unknown[])[] = [];
  followed.subscribe(
    ({ steps, silent }) => [steps, silent] as const,
    (parts) => void seen.push(parts),
    sameParts,
  );
  store.setState({ steps: 1 });
  expect(seen).toEqual([[1, true]]);
});
