import { expect, test } from 'vitest';
import { LabError } from '../../../src/protocol/labError.ts';
import { settle, unwrap } from '../../../src/protocol/settled.ts';

const api = {
  add: async (a: number, b: number) => a + b,
  fail: async (): Promise<number> => {
    throw new LabError('nope', 'It broke.', 'Mend it.');
  },
};

const asShape = (error: unknown) => {
  const { code, message, hint } = error as LabError;
  return { code, message, hint };
};

test('a call that works gives its value through the wall', async () => {
  const settled = settle(api, asShape);
  const outcome = structuredClone(await settled.add(2, 3));
  expect(await unwrap(Promise.resolve(outcome))).toBe(5);
});

test('a call that fails keeps code, message and hint through the wall', async () => {
  const settled = settle(api, asShape);
  const outcome = structuredClone(await settled.fail());
  await expect(unwrap(Promise.resolve(outcome))).rejects.toMatchObject({
    name: 'LabError',
    code: 'nope',
    message: 'It broke.',
    hint: 'Mend it.',
  });
});
