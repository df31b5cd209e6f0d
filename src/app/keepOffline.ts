import { ownScript } from '../client/startWorker.ts';

/** Tells the service worker which build this page is of, for as long as it is open. */
function holdOwnFiles(): void {
  const untilItCloses = () => new Promise<never>(() => {});
  const name = `carot-lab-page ${import.meta.url}`;
  void navigator.locks?.request(name, { mode: 'shared' }, untilItCloses).catch(() => {});
}

/**
 * Registers the service worker, so that the lab opens without a network from the second visit on.
 * The lab works without it; a browser that forbids it (private window, plain http) is no error.
 */
export function keepOffline(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  holdOwnFiles();
  const url = new URL('offline.js', document.baseURI).href;
  navigator.serviceWorker.register(ownScript(url), { type: 'module' }).catch(() => {});
}
