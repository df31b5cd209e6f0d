import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import { choiceShelf } from '../../../src/io/choiceShelf.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

test('a choice is found again under what it depends on, and under nothing else', async () => {
  await choiceShelf('browser 1|card').write('quads-8x2');
  await choiceShelf('browser 1|other card').write('shared-64x64');
  expect(await choiceShelf('browser 1|card').read()).toBe('quads-8x2');
  expect(await choiceShelf('browser 1|other card').read()).toBe('shared-64x64');
  expect(await choiceShelf('browser 2|card').read()).toBeUndefined();
});

test('storage that refuses keeps nothing, and is no error', async () => {
  const refuse = () => {
    throw new DOMException('The user denied permission to access the database', 'SecurityError');
  };
  vi.stubGlobal('indexedDB', { open: refuse });
  const shelf = choiceShelf('browser 1|card');
  await shelf.write('quads-8x2');
  expect(await shelf.read()).toBeUndefined();
});
