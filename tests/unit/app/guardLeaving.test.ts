import { expect, test } from 'vitest';
import { guardLeaving } from '../../../src/app/guardLeaving.ts';
import type { LabEvent } from '../../../src/protocol/events.ts';
import { createLabStore } from '../../../src/store/index.ts';
import { fakeDeps } from '../../gallery/fakeDeps.ts';
import { fakeConfig, fakeRace } from '../../gallery/fakeRace.ts';

/** A page in the middle of a race; `asks` is whether it would ask before it closes. */
async function racing() {
  const store = createLabStore(fakeDeps());
  await store.getState().boot();
  store.setState(({ runs }) => ({ runs: { ...runs, mode: 'kept' } }));
  const listeners = new Set<(event: Event) => void>();
  guardLeaving(store, {
    addEventListener: (_, listener) => listeners.add(listener),
    removeEventListener: (_, listener) => listeners.delete(listener),
  });
  const asks = () => {
    const event = new Event('beforeunload', { cancelable: true });
    for (const listener of listeners) listener(event);
    return event.defaultPrevented;
  };
  const untouched = asks();
  store.getState().applyEvents(fakeRace(fakeConfig(store.getState().setup), 40, true));
  const saved = (problem?: string): LabEvent => ({
    type: 'run.checkpoint',
    runId: 'run-1',
    at: 0,
    step: 30,
    ...(problem && { problem: { code: problem, message: 'No room.', hint: '' } }),
  });
  return { store, asks, untouched, saved };
}

test('a race that is kept is left without a question; one that cannot be kept is asked about', async () => {
  const { store, asks, untouched, saved } = await racing();
  expect(untouched).toBe(false);
  expect(asks()).toBe(false);
  store.getState().applyEvents([saved()]);
  expect(asks()).toBe(false);
  store.getState().applyEvents([saved('storage-full')]);
  expect(asks()).toBe(true);
  // The next save works: nothing would be lost any more.
  store.getState().applyEvents([saved()]);
  expect(asks()).toBe(false);
});

test('where nothing is kept beyond the page, or a newer lab keeps it, it asks once something is trained', async () => {
  const { store, asks } = await racing();
  store.setState(({ runs }) => ({ runs: { ...runs, mode: 'memory' } }));
  expect(asks()).toBe(true);
  store.setState(({ runs }) => ({ run: null, runs: { ...runs, entries: [] } }));
  expect(asks()).toBe(false);
});

test('a kept run that is only looked at is left without a question', async () => {
  const { store, asks } = await racing();
  store.setState(({ runs }) => ({ runs: { ...runs, mode: 'read-only', openId: null } }));
  expect(asks()).toBe(true);
  store.setState(({ runs }) => ({ runs: { ...runs, openId: 'run-1' } }));
  expect(asks()).toBe(false);
});
