/**
 * Files kept between visits: in the browser's Cache API where there is one that works, else in
 * memory for as long as the page lives. Never fails: a cache that is full or forbidden costs a
 * second download, nothing else.
 */

const CACHE_NAME = 'carot-lab-files-1';
/** Memory is a stand-in; it must not grow with every model that is tried. */
const MAX_MEMORY_BYTES = 128 * 1024 * 1024;

const memory = new Map<string, Uint8Array<ArrayBuffer>>();

/** One version of one file. */
export interface CacheKey {
  readonly url: string;
  /** Its SHA-256, or another name of the version. */
  readonly version: string;
}

function addressOf({ url, version }: CacheKey): string {
  const address = new URL(url);
  address.searchParams.set('version', version);
  return address.href;
}

/** null where there is no Cache API, or it refuses, as in some private windows. */
async function openCache(): Promise<Cache | null> {
  try {
    return (await globalThis.caches?.open(CACHE_NAME)) ?? null;
  } catch {
    return null;
  }
}

function remember(address: string, bytes: Uint8Array<ArrayBuffer>): void {
  if (bytes.length > MAX_MEMORY_BYTES) return;
  const held = [...memory.values()].reduce((sum, { length }) => sum + length, 0);
  if (held + bytes.length > MAX_MEMORY_BYTES) memory.clear();
  memory.set(address, bytes.slice());
}

/** A copy of the file, unchecked; null if it is not there. */
export async function readCached(key: CacheKey): Promise<Uint8Array<ArrayBuffer> | null> {
  const address = addressOf(key);
  try {
    const response = await (await openCache())?.match(address);
    if (response) return new Uint8Array(await response.arrayBuffer());
  } catch {
    // An entry that cannot be read is as good as none.
  }
  return memory.get(address)?.slice() ?? null;
}

/** Keeps the file in place of every other version of it. */
export async function writeCached(key: CacheKey, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const address = addressOf(key);
  const cache = await openCache();
  if (cache === null) return remember(address, bytes);
  try {
    await cache.delete(key.url, { ignoreSearch: true });
    await cache.put(address, new Response(bytes));
  } catch {
    remember(address, bytes);
  }
}

/** Drops a file that turned out to be damaged. */
export async function forgetCached(key: CacheKey): Promise<void> {
  const address = addressOf(key);
  memory.delete(address);
  try {
    await (await openCache())?.delete(address);
  } catch {
    // It will be checked, and found damaged, again.
  }
}
