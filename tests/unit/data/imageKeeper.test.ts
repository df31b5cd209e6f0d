import { expect, test, vi } from 'vitest';
import { corruptImage } from '../../../src/data/corruptions/corruptImage.ts';
import type { Dataset } from '../../../src/data/dataset.ts';
import { createImageKeeper } from '../../../src/data/imageKeeper.ts';
import { toImagesError } from '../../../src/data/toImagesError.ts';

/** Two images of 1 px: (1, 2, 3) and (4, 5, 6). */
const dataset: Dataset = {
  id: 'tiny',
  label: 'Tiny',
  version: '1',
  licence: 'CC0-1.0',
  imageSize: 1,
  classNames: ['a', 'b'],
  splits: [
    {
      id: 'test',
      label: 'Test',
      role: 'id',
      count: 2,
      labels: Int32Array.of(0, 1),
      pixels: Uint8Array.of(1, 2, 3, 4, 5, 6),
    },
  ],
};

test('pictures come in the order asked for, opaque, from a dataset opened once', async () => {
  const load = vi.fn(async () => dataset);
  const keeper = createImageKeeper(load);
  const { side, rgba } = await keeper.pixels('a/', 'test', [1, 0]);
  expect(side).toBe(1);
  expect([...rgba]).toEqual([4, 5, 6, 255, 1, 2, 3, 255]);
  await keeper.pixels('a/', 'test', [0]);
  expect(load).toHaveBeenCalledOnce();
});

test('on a rung of the corruption ladder pictures are what the engine evaluates', async () => {
  const keeper = createImageKeeper(async () => dataset);
  const corruption = { shiftId: 'noise', severity: 4 };
  const { rgba } = await keeper.pixels('a/', 'test', [1], corruption);
  const worse = corruptImage(dataset.splits[0]!, 1, 1, corruption);
  expect([...rgba]).toEqual([...worse, 255]);
  expect([...rgba]).not.toEqual([4, 5, 6, 255]);
});

test('what is not there is said', async () => {
  const keeper = createImageKeeper(async () => dataset);
  await expect(keeper.pixels('a/', 'no', [0])).rejects.toMatchObject({ code: 'no-such-picture' });
  await expect(keeper.pixels('a/', 'test', [2])).rejects.toThrow('there is no image 2');
});

test('a failed download is tried again, even when another dataset came between', async () => {
  const load = vi
    .fn(async (_folder: string) => dataset)
    .mockRejectedValueOnce(new Error('offline'));
  const keeper = createImageKeeper(load);
  const first = keeper.pixels('a/', 'test', [0]);
  const second = keeper.pixels('b/', 'test', [0]);
  await expect(first).rejects.toThrow('offline');
  await second;
  await keeper.pixels('b/', 'test', [0]);
  await keeper.pixels('a/', 'test', [0]);
  expect(load.mock.calls.map(([folder]) => folder)).toEqual(['a/', 'b/', 'a/']);
});

test('anything thrown becomes a message with a hint', () => {
  expect(toImagesError({ code: 'offline', message: 'No net.', hint: 'Plug in.' })).toEqual({
    code: 'offline',
    message: 'No net.',
    hint: 'Plug in.',
  });
  expect(toImagesError(undefined)).toMatchObject({ code: 'images-failed' });
});
