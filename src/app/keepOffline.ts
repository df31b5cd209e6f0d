import { ownScript } from '../client/startWorker.ts';

/** Tells the service worker which build this page is of, for as long as it is open. */
function holdOwnFiles(): void {
  const untilItCloses = () => new Promise<never>(() => {});
  const name = `carot-lab-page ${import.meta.url}`;
  void navigator.locks?.request(name, { mode: 'shared' }, untilItCloses).catch(() => {});
}

/** The page's own files are kept when the lab is ready, or, if it does not get there, after this. */
const LONGEST_WAIT_MS = 20_000;

/**
 * Registers the service worker, so that the lab opens without a network from the second visit on.
 * The lab works without it; a browser that forbids it (private window, plain http) is no error.
 *
 * @param ready what goes first on a slow line and a slow machine: the lab itself
 */
export function keepOffline(ready: Promise<unknown>): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  holdOwnFiles();
  const url = new URL('offline.js', document.baseURI).href;
  const register = () =>
    navigator.serviceWorker.register(ownScript(url), { type: 'module' }).catch(() => {});
  const longest = new Promise((resolve) => setTimeout(resolve, LONGEST_WAIT_MS));
  void Promise.race([ready, longest]).then(register, register);
}
