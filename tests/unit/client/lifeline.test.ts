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
