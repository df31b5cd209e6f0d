import { expect, test } from 'vitest';
import { held } from '../../../src/ops/held.ts';

const parts = () => {
  const gone: string[] = [];
  const part = (name: string) => ({ name, dispose: () => void gone.push(name) });
  return { gone, part };
};

test('what is made of parts disposes of them once, the last first', () => {
  const { gone, part } = parts();
  const whole = held((hold, dispose) => ({ a: hold(part('a')), b: hold(part('b')), dispose }));
  expect(whole.a.name + whole.b.name).toBe('ab');
  expect(gone).toEqual([]);
  whole.dispose();
  whole.dispose();
  expect(gone).toEqual(['b', 'a']);
});

test('a part that cannot be made takes those before it along, and its error goes on', () => {
  const { gone, part } = parts();
  const make = () =>
    held((hold) => {
      hold(part('a'));
      hold(part('b'));
      throw new RangeError('no room');
    });
  expect(make).toThrow(new RangeError('no room'));
  expect(gone).toEqual(['b', 'a']);
});
