import type { DataSplit, Dataset } from './dataset.ts';
import type { DatasetManifest } from './datasetManifest.ts';
import { decodeImagePack } from './imagePack.ts';

/**
 * A dataset in memory from its two files.
 *
 * @param manifest as `parseDatasetManifest` returned it
 * @param packBytes content of `packFileName`, already verified against the manifest's SHA-256
 * @throws DatasetError when the pack does not fit the manifest
 */
export async function buildDataset(
  manifest: DatasetManifest,
  packBytes: Uint8Array,
): Promise<Dataset> {
  const { id, label, version, licence, imageSize, classNames } = manifest;
  const pixels = await decodeImagePack(packBytes, manifest);
  let start = 0;
  const splits = manifest.splits.map((split): DataSplit => {
    const end = start + split.count * imageSize * imageSize * 3;
    const view = pixels.subarray(start, end);
    start = end;
    return {
      id: split.id,
      label: split.label,
      role: split.role,
      count: split.count,
      labels: Int32Array.from(split.labels),
      pixels: view,
    };
  });
  return { id, label, version, licence, imageSize, classNames, splits };
}
