import { expose } from 'comlink';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createImagesClient } from '../../../src/client/imagesClient.ts';
import type { ImagesApi } from '../../../src/data/imageKeeper.ts';
import { toImagesError } from '../../../src/data/toImagesError.ts';
import { LabError } from '../../../src/protocol/labError.ts';
import { settle } from '../../../src/protocol/settled.ts';

const picture = { side: 1, rgba: Uint8ClampedArray.of(1, 2, 3, 255) };

beforeAll(() => void vi.stubGlobal('document', { baseURI: 'https://lab.test/page.html' }));
afterAll(() => void vi.unstubAllGlobals());

/** The worker's end of the wall in this thread: messages are cloned as a worker's are. */
function fakeWorker(pixels: ImagesApi['pixels']) {
  const { port1, port2 } = new MessageChannel();
  expose(settle<ImagesApi>({ pixels }, toImagesError), port2);
  const terminate = vi.fn(() => port1.close());
  return Object.assign(port1, { terminate }) as unknown as Worker & { terminate: typeof terminate };
}

test('a folder, a split and positions go in, pictures come out; one worker serves all', async () => {
  const pixels = vi.fn<ImagesApi['pixels']>(async () => picture);
  const makeWorker = vi.fn(() => fakeWorker(pixels));
  const client = createImagesClient(makeWorker);
  expect(makeWorker).not.toHaveBeenCalled();
  expect(await client.pixels('datasets/tiny', 'test', [0])).toEqual(picture);
  await client.pixels('datasets/tiny', 'test', [1]);
  const [folder, split, indices] = pixels.mock.calls[0]!;
  expect(folder).toBe('https://lab.test/datasets/tiny/');
  expect([split, indices]).toEqual(['test', [0]]);
  expect(makeWorker).toHaveBeenCalledOnce();
});

test('what the worker throws keeps its code and its hint, and the next call may succeed', async () => {
  const pixels = vi
    .fn<ImagesApi['pixels']>(async () => picture)
    .mockRejectedValueOnce(new LabError('offline', 'The connection was lost.', 'Try again.'));
  const client = createImagesClient(() => fakeWorker(pixels));
  await expect(client.pixels('d', 's', [0])).rejects.toMatchObject({
    name: 'LabError',
    code: 'offline',
    hint: 'Try again.',
  });
  expect(await client.pixels('d', 's', [0])).toEqual(picture);
});

test('a worker that breaks rejects its open calls, and the next call starts another', async () => {
  const silent = fakeWorker(() => new Promise(() => {}));
  const workers = [silent, fakeWorker(async () => picture)];
  const client = createImagesClient(() => workers.shift()!);
  const waiting = client.pixels('d', 's', [0]);
  silent.dispatchEvent(new Event('error'));
  await expect(waiting).rejects.toMatchObject({ code: 'images-worker-failed' });
  expect(silent.terminate).toHaveBeenCalledOnce();
  expect(await client.pixels('d', 's', [0])).toEqual(picture);
});
