import { ownScript } from '../client/startWorker.ts';

/**
 * Registers the service worker, so that the lab opens without a network from the second visit on.
 * The lab works without it; a browser that forbids it (private window, plain http) is no error.
 */
export function keepOffline(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const url = new URL('offline.js', document.baseURI).href;
  navigator.serviceWorker.register(ownScript(url), { type: 'module' }).catch(() => {});
}
