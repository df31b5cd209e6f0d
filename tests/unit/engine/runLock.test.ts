import { afterEach, expect, test, vi } from 'vitest';
import { holdRun, isAnotherHeld, isRunHeld } from '../../../src/engine/runLock.ts';

afterEach(() => vi.unstubAllGlobals());

/** As much of Web Locks as is used: no two holders of one name. */
function fakeLocks() {
  const held = new Set<string>();
  return {
    request: async (name: string, work: () => Promise<void>) => {
      held.add(name);
      await work();
      held.delete(name);
    },
    query: async () => ({ held: [...held].map((name) => ({ name })) }),
  };
}

test('a run that is trained is known by name, and other runs beside it', async () => {
  vi.stubGlobal('navigator', { locks: fakeLocks() });
  const letGo = holdRun('a');
  expect([await isRunHeld('a'), await isRunHeld('b')]).toEqual([true, false]);
  expect([await isAnotherHeld('a'), await isAnotherHeld('b')]).toEqual([false, true]);
  letGo();
  await Promise.resolve();
  expect([await isRunHeld('a'), await isAnotherHeld('b')]).toEqual([false, false]);
});

test('where the browser has no locks, nobody can tell', async () => {
  vi.stubGlobal('navigator', {});
  holdRun('a')();
  expect([await isRunHeld('a'), await isAnotherHeld('b')]).toEqual([false, false]);
});
