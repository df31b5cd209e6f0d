import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';

/** Files of public/ that belong to the page itself. */
const pageFiles = ['favicon.svg', 'datasets/iconshift/attribution.html'];

/**
 * Writes offline-files.json into the build: the page's own files, for the service worker, and a
 * version that changes whenever one of them does. The headless page is no part of it.
 */
export const offlineFiles = (): Plugin => ({
  name: 'offline-files',
  apply: 'build',
  enforce: 'post',
  generateBundle(_, bundle) {
    const built = Object.keys(bundle).filter(
      (name) => !name.endsWith('.map') && !name.includes('headless') && name !== 'offline.js',
    );
    // './' is how the page is asked for.
    const files = ['./', ...built, ...pageFiles].sort();
    const version = createHash('sha256').update(files.join('\n')).digest('hex').slice(0, 12);
    const source = JSON.stringify({ version, files });
    this.emitFile({ type: 'asset', fileName: 'offline-files.json', source });
  },
});
