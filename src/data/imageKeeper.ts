import type { CorruptionLevel } from '../protocol/catalogue.ts';
import { corruptImage } from './corruptions/corruptImage.ts';
import type { Dataset } from './dataset.ts';
import { DatasetError } from './datasetError.ts';
import { loadDataset } from './loadDataset.ts';

/** Pictures of some images of a split, ready for a canvas. */
export interface Pictures {
  /** Side of each, px. */
  readonly side: number;
  /** [n, side, side, 4], opaque. */
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
}

/** The image worker, as the page calls it: a dataset opened once, pictures by position. */
export interface ImagesApi {
  /**
   * @param folder of the dataset's files, absolute, ending in a slash
   * @param corruption the same images, made worse
   * @throws DatasetError, DownloadError; a failed download is tried again by the next call
   */
  pixels(
    folder: string,
    splitId: string,
    indices: readonly number[],
    corruption?: CorruptionLevel,
  ): Promise<Pictures>;
}

const noPicture = (problem: string) =>
  new DatasetError(
    'no-such-picture',
    `The dataset cannot show this picture: ${problem}.`,
    'Reload the page: the dataset may have been updated while it was open.',
  );

/** Answers for the pictures of a dataset: what the image worker exposes. Holds one dataset at a time. */
export function createImageKeeper(
  load: (folder: string) => Promise<Dataset> = loadDataset,
): ImagesApi {
  let kept: { readonly folder: string; readonly dataset: Promise<Dataset> } | null = null;
  const open = (folder: string) => {
    if (kept?.folder === folder) return kept.dataset;
    const dataset = load(folder);
    kept = { folder, dataset };
    dataset.catch(() => {
      // The next call tries afresh, unless another dataset has been asked for meanwhile.
      if (kept?.dataset === dataset) kept = null;
    });
    return dataset;
  };
  return {
    pixels: async (folder, splitId, indices, corruption) => {
      const { splits, imageSize } = await open(folder);
      const split = splits.find(({ id }) => id === splitId);
      if (!split) throw noPicture(`it has no split "${splitId}"`);
      const missing = indices.find((index) => !(index in split.labels));
      if (missing !== undefined) throw noPicture(`there is no image ${missing} in "${splitId}"`);
      const area = imageSize * imageSize;
      const rgba = new Uint8ClampedArray(indices.length * area * 4).fill(255);
      indices.forEach((index, i) => {
        const rgb = corruption
          ? corruptImage(split, imageSize, index, corruption)
          : split.pixels.subarray(index * area * 3, (index + 1) * area * 3);
        const to = i * area * 4;
        for (let p = 0; p < area; p++) {
          for (let c = 0; c < 3; c++) rgba[to + 4 * p + c] = rgb[3 * p + c]!;
        }
      });
      return { side: imageSize, rgba };
    },
  };
}
