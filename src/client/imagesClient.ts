import { wrap } from 'comlink';
import type { ImagesApi, Pictures } from '../data/imageKeeper.ts';

export interface ImagesClient {
  /** @param path of the dataset's folder, relative to the page */
  pixels(path: string, splitId: string, indices: readonly number[]): Promise<Pictures>;
}

const startWorker = () =>
  new Worker(new URL('../../workers/images.worker.ts', import.meta.url), { type: 'module' });

/** The page's hold on the image worker, which starts with the first picture asked for. */
export function createImagesClient(makeWorker: () => Worker = startWorker): ImagesClient {
  let remote: ImagesApi | null = null;
  const start = (): ImagesApi => wrap<ImagesApi>(makeWorker());
  return {
    pixels: (path, splitId, indices) => {
      remote ??= start();
      const folder = new URL(`${path}/`, document.baseURI).href;
      return remote.pixels(folder, splitId, indices);
    },
  };
}
