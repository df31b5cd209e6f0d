import { type Remote, releaseProxy, wrap } from 'comlink';
import script from '../../workers/images.worker.ts?worker&url';
import type { ImagesApi, Pictures } from '../data/imageKeeper.ts';
import type { CorruptionLevel } from '../protocol/catalogue.ts';
import { LabError } from '../protocol/labError.ts';
import { type SettledApi, unwrap } from '../protocol/settled.ts';
import { createLifeline, type Lifeline } from './lifeline.ts';
import { startWorker } from './startWorker.ts';

export interface ImagesClient {
  /**
   * Pictures of some images of a split.
   * @param path of the dataset's folder, relative to the page
   * @throws LabError when they cannot be had; the next call tries afresh
   */
  pixels(
    path: string,
    splitId: string,
    indices: readonly number[],
    corruption?: CorruptionLevel,
  ): Promise<Pictures>;
}

interface Life {
  readonly remote: Remote<SettledApi<ImagesApi>>;
  readonly lifeline: Lifeline;
}

const startImages = () => startWorker(script, 'carot-lab-images');

const workerBroke = (reason: string | undefined) =>
  new LabError(
    'images-worker-failed',
    `The part of the lab that holds the pictures stopped working${reason ? `: ${reason}` : '.'}`,
    'Try again. If that fails, reload the page: the lab may have been updated while it was open.',
  );

/**
 * The page's hold on the image worker, which starts with the first picture asked for. A worker that
 * fails rejects its open calls, and the next call starts another.
 *
 * @param makeWorker for tests
 */
export function createImagesClient(makeWorker: () => Worker = startImages): ImagesClient {
  let life: Life | null = null;
  const start = (): Life => {
    const worker = makeWorker();
    const remote = wrap<SettledApi<ImagesApi>>(worker);
    const lifeline = createLifeline();
    const fail = (reason: string | undefined) => {
      life = null;
      remote[releaseProxy]();
      worker.terminate();
      lifeline.cut(workerBroke(reason));
    };
    worker.addEventListener('error', (event) => fail(event.message));
    worker.addEventListener('messageerror', () => fail('a message could not be read'));
    return { remote, lifeline };
  };
  return {
    pixels: (path, splitId, indices, corruption) => {
      life ??= start();
      const folder = new URL(`${path}/`, document.baseURI).href;
      const pictures = life.remote.pixels(folder, splitId, indices, corruption);
      return life.lifeline.tied(unwrap(pictures));
    },
  };
}
