import { expect, test } from 'vitest';
import { readRunRecord } from '../../../src/results/readRunRecord.ts';
import { fakeRecord } from '../../gallery/fakeRuns.ts';
import { backend } from '../../gallery/fixtures.ts';

test('a record says what it ran on, down to the tile, and is read as it was written', () => {
  const onCard = fakeRecord({
    backend: { ...backend, backend: 'webgpu', tile: 'quads-16x2 / registers-8x2-sliced' },
  });
  expect(readRunRecord(structuredClone(onCard))).toEqual(onCard);
  expect(readRunRecord(fakeRecord()).backend.tile).toBeUndefined();
});
