import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { createLifeline } from '../../../src/client/lifeline.ts';

test('a call settles as it would alone, and nothing of it is kept', async () => {
  const lifeline = createLifeline();
  await expect(lifeline.tied(Promise.resolve(7))).resolves.toBe(7);
  await expect(lifeline.tied(Promise.reject(new Error('no')))).rejects.toThrow('no');
  await Promise.resolve();
  expect(lifeline.open).toBe(0);
});

test('an end rejects what is open and what comes later, with the first reason', async () => {
  const lifeline = createLifeline();
  const open = lifeline.tied(new Promise(() => {}));
  expect(lifeline.open).toBe(1);
  lifeline.cut(new Error('gone'));
  lifeline.cut(new Error('again'));
  await expect(open).rejects.toThrow('gone');
  await expect(lifeline.tied(Promise.resolve(1))).rejects.toThrow('gone');
  await expect(lifeline.tied(Promise.reject(new Error('late')))).rejects.toThrow('gone');
  expect(lifeline.open).toBe(0);
});

test('of 2,000 answers none is kept while the worker lives', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const lifeline = createLifeline();
  const held: WeakRef<Uint8Array>[] = [];
  for (let i = 0; i < 2000; i++) {
    const answer = await lifeline.tied(Promise.resolve(new Uint8Array(100_000)));
    held.push(new WeakRef(answer));
  }
  await new Promise((resolve) => setTimeout(resolve, 5));
  collect();
  // The last one may still lie on the stack.
  expect(held.filter((answer) => answer.deref()).length).toBeLessThanOrEqual(1);
  expect(lifeline.open).toBe(0);
});
