import { expect, test, vi } from 'vitest';
import { LabError } from '../../../src/protocol/labError.ts';
import { createLabStore } from '../../../src/store/index.ts';
import type { ImagesPort } from '../../../src/store/kit/ports.ts';
import { fakeDeps } from '../../gallery/fakeDeps.ts';

async function bootedStore(pixels: ImagesPort['pixels']) {
  const store = createLabStore({ ...fakeDeps(), images: { pixels } });
  await store.getState().boot();
  return store.getState;
}

/** 1 px a picture, its red the position. */
const pictures: ImagesPort['pixels'] = async (_path, _splitId, indices) => ({
  side: 1,
  rgba: Uint8ClampedArray.from(indices.flatMap((index) => [index, 0, 0, 255])),
});

test('pictures asked for together come in one call a split, and are kept', async () => {
  const pixels = vi.fn(pictures);
  const get = await bootedStore(pixels);
  const ask = (splitId: string, index: number) => get().picture({ splitId, index });
  const [one, two] = await Promise.all([ask('id', 4), ask('id', 9), ask('id', 4), ask('solid', 4)]);
  expect(one.rgba[0]).toBe(4);
  expect(two.rgba[0]).toBe(9);
  expect(pixels.mock.calls).toEqual([
    ['datasets/iconshift', 'id', [4, 9], undefined],
    ['datasets/iconshift', 'solid', [4], undefined],
  ]);
  await ask('id', 9);
  expect(pixels).toHaveBeenCalledTimes(2);
});

test('a rung of the corruption ladder is a picture of its own', async () => {
  const pixels = vi.fn(pictures);
  const get = await bootedStore(pixels);
  const image = { splitId: 'id', index: 3 };
  const rung = { shiftId: 'blur', severity: 2, seed: 0 };
  await Promise.all([get().picture(image), get().picture(image, rung)]);
  expect(pixels.mock.calls.map(([, , , corruption]) => corruption)).toEqual([undefined, rung]);
  await get().picture(image, { ...rung });
  expect(pixels).toHaveBeenCalledTimes(2);
  await get().picture(image, { ...rung, severity: 3 });
  expect(pixels).toHaveBeenCalledTimes(3);
});

test('a failure is shown and not kept: the next try may succeed', async () => {
  const failure = new LabError('offline', 'The connection was lost.', 'Try again.');
  const pixels = vi.fn(pictures).mockRejectedValueOnce(failure);
  const get = await bootedStore(pixels);
  const image = { splitId: 'id', index: 1 };
  await expect(get().picture(image)).rejects.toBe(failure);
  expect(get().picturesError).toMatchObject({ code: 'offline', hint: 'Try again.' });
  get().retryPictures();
  expect(get()).toMatchObject({ picturesError: null, picturesTry: 1 });
  expect((await get().picture(image)).rgba[0]).toBe(1);
});
