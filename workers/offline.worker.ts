/**
 * The service worker: after one visit the lab opens without a network. It keeps the page's own files,
 * named by the build in offline-files.json. Models and datasets are not its business: the engine
 * keeps those itself, verified by SHA-256.
 */
const worker = self as unknown as ServiceWorkerGlobalScope;

const PREFIX = 'carot-lab-page-';
const scope = () => worker.registration.scope;
const ownFiles = /\/(models|datasets)\/[^/]+\/(?!attribution\.html)/;

interface OfflineFiles {
  /** Changes with every build. */
  readonly version: string;
  readonly files: readonly string[];
}

async function keepPage(): Promise<void> {
  const response = await fetch(new URL('offline-files.json', scope()), { cache: 'no-cache' });
  const { version, files } = (await response.json()) as OfflineFiles;
  const cache = await caches.open(PREFIX + version);
  // 'reload': the HTTP cache may hold the page of another build.
  const fresh = (file: string) => new Request(new URL(file, scope()), { cache: 'reload' });
  await cache.addAll(files.map(fresh));
  const names = await caches.keys();
  const outdated = names.filter((name) => name.startsWith(PREFIX) && name !== PREFIX + version);
  await Promise.all(outdated.map((name) => caches.delete(name)));
}

/** Hashed files never change; everything else is asked of the network first. */
async function answer(request: Request): Promise<Response> {
  const isHashed = new URL(request.url).pathname.includes('/assets/');
  const kept = await caches.match(request, { ignoreSearch: !isHashed, ignoreVary: true });
  if (kept && isHashed) return kept;
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
  event.waitUntil(worker.clients.claim());
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== worker.location.origin) return;
  if (ownFiles.test(url.pathname) || url.pathname.endsWith('/offline-files.json')) return;
  event.respondWith(answer(request));
});
