import { fetchText } from '../io/fetchCached.ts';
import { fetchFiles, type Progress } from '../io/fetchFiles.ts';
import { buildDataset } from './buildDataset.ts';
import type { Dataset } from './dataset.ts';
import { packFileName, parseDatasetManifest } from './datasetManifest.ts';

/**
 * Downloads (or takes from the cache), verifies and unpacks a dataset.
 * @param folder absolute, ending in a slash
 * @throws DatasetError, DownloadError
 */
export async function loadDataset(folder: string, progress?: Progress): Promise<Dataset> {
  const manifest = parseDatasetManifest(await fetchText(new URL('manifest.json', folder).href));
  const wanted = manifest.files.filter(({ path }) => path === packFileName);
  const files = await fetchFiles(folder, wanted, progress);
  return buildDataset(manifest, files.get(packFileName)!);
}
