/**
 * The service worker: after one visit the lab opens without a network. It keeps the page's own files,
 * named by the build in offline-files.json. Models and datasets are not its business: the engine
 * keeps those itself, verified by SHA-256.
 */
const worker = self as unknown as ServiceWorkerGlobalScope;

const PREFIX = 'carot-lab-page-';
/** Changes with every build, which writes it here: offlineFiles. */
const VERSION = '%VERSION%';
const NEWEST = PREFIX + VERSION;
/** A page holds a lock of this name and its own script's address: see app/keepOffline. */
const PAGE_LOCK = 'carot-lab-page ';
const scope = () => worker.registration.scope;
const isHashed = (path: string) => /(^|\/)assets\//.test(path);
const ownFiles = /\/(models|datasets)\/[^/]+\/(?!attribution\.html)/;

interface OfflineFiles {
  readonly files: readonly string[];
}

async function keepPage(): Promise<void> {
  const response = await fetch(new URL('offline-files.json', scope()), { cache: 'no-cache' });
  const { files } = (await response.json()) as OfflineFiles;
  const cache = await caches.open(NEWEST);
  // The HTTP cache may hold the page of another build; what has its hash in its name is the same
  // in every build, and much of it has just been fetched for the page.
  const request = (file: string) =>
    new Request(new URL(file, scope()), { cache: isHashed(file) ? 'default' : 'reload' });
  await cache.addAll(files.map(request));
}

/** Drops the files of older builds once no page that was made of them is open any more. */
async function dropOutdated(): Promise<void> {
  // What a newer build is fetching at this moment is not outdated.
  if (worker.registration.installing || worker.registration.waiting) return;
  const held = (await worker.navigator.locks?.query())?.held;
  if (!held) return;
  const pages = held.flatMap(({ name }) =>
    name?.startsWith(PAGE_LOCK) ? [name.slice(PAGE_LOCK.length)] : [],
  );
  for (const name of await caches.keys()) {
    if (!name.startsWith(PREFIX) || name === NEWEST) continue;
    const cache = await caches.open(name);
    const scripts = await Promise.all(pages.map((page) => cache.match(page)));
    if (!scripts.some(Boolean)) await caches.delete(name);
  }
}

/** Hashed files never change, and may be of any build; all else is asked of the network first. */
async function answer(request: Request): Promise<Response> {
  const hashed = isHashed(new URL(request.url).pathname);
  const kept = hashed
    ? await caches.match(request, { ignoreVary: true })
    : await (await caches.open(NEWEST)).match(request, { ignoreSearch: true, ignoreVary: true });
  if (kept && hashed) return kept;
  try {
    return await fetch(request);
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}

worker.addEventListener('install', (event) => {
  event.waitUntil(keepPage().then(() => worker.skipWaiting()));
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(worker.clients.claim().then(dropOutdated));
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== worker.location.origin) return;
  if (ownFiles.test(url.pathname) || url.pathname.endsWith('/offline-files.json')) return;
  event.respondWith(answer(request));
  if (request.mode === 'navigate') event.waitUntil(dropOutdated());
});
