import { expect, test, vi } from 'vitest';
import { methodOf, surface } from '../../../src/client/surface.ts';

interface Api {
  double(n: number): Promise<number>;
  add(a: number, b: number): Promise<number>;
  close(): void;
}

const served = { double: async (n: number) => 2 * n, add: async (a: number, b: number) => a + b };

test('hands every method on by its name, except those written out', async () => {
  const close = vi.fn();
  const call = vi.fn((name: string, args: readonly unknown[]) => methodOf(served, name)(...args));
  const api = surface<Api, 'close'>({ close }, call);
  expect(await api.double(21)).toBe(42);
  expect(await api.add(1, 2)).toBe(3);
  api.close();
  expect(call.mock.calls).toEqual([
    ['double', [21]],
    ['add', [1, 2]],
  ]);
  expect(close).toHaveBeenCalledOnce();
});

test('may be awaited itself, and have a method replaced', async () => {
  const api = surface<Api>({}, () => expect.unreachable());
  expect(await Promise.resolve(api)).toBe(api);
  api.double = async () => 7;
  expect(await api.double(1)).toBe(7);
});
