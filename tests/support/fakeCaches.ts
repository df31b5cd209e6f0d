/** A Cache API in memory, with the ways to fail that browsers have. */
export interface FakeCaches {
  readonly caches: Pick<CacheStorage, 'open'>;
  readonly entries: Map<string, Uint8Array<ArrayBuffer>>;
  /** What `put` rejects with; null: it works. */
  putError: Error | null;
}

const withoutSearch = (address: string) => address.replace(/\?.*$/, '');

export function fakeCaches(): FakeCaches {
  const entries = new Map<string, Uint8Array<ArrayBuffer>>();
  const fake: FakeCaches = {
    entries,
    putError: null,
    caches: { open: async () => cache as unknown as Cache },
  };
  const cache = {
    match: async (address: string) => {
      const bytes = entries.get(address);
      return bytes && new Response(bytes.slice());
    },
    put: async (address: string, response: Response) => {
      if (fake.putError) throw fake.putError;
      entries.set(address, new Uint8Array(await response.arrayBuffer()));
    },
    delete: async (address: string, options?: CacheQueryOptions) => {
      if (!options?.ignoreSearch) return entries.delete(address);
      const found = [...entries.keys()].filter((key) => withoutSearch(key) === address);
      for (const key of found) entries.delete(key);
      return found.length > 0;
    },
  };
  return fake;
}
