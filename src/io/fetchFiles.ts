import { type FetchRequest, fetchCached } from './fetchCached.ts';

/** Reports bytes as they arrive. */
export type Progress = (
  file: string,
  receivedBytes: number,
  totalBytes: number,
  fromCache: boolean,
) => void;

type VouchedFile = Pick<FetchRequest, 'bytes' | 'sha256'> & { readonly path: string };

/**
 * Files of one folder, one after another, each from the cache or the network, verified.
 * @param folder absolute, ending in a slash
 * @throws DownloadError
 */
export async function fetchFiles(
  folder: string,
  files: readonly VouchedFile[],
  progress: Progress = () => {},
): Promise<Map<string, Uint8Array>> {
  const fetched = new Map<string, Uint8Array>();
  for (const { path, bytes, sha256 } of files) {
    const onProgress = (received: number, total: number, fromCache: boolean) =>
      progress(path, received, total, fromCache);
    const url = new URL(path, folder).href;
    fetched.set(path, await fetchCached({ url, bytes, sha256, onProgress }));
  }
  return fetched;
}
