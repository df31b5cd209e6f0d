import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { datasets } from '../src/data/registry.ts';

/**
 * Files of public/ that belong to the page itself: of the datasets, the credits of the default one; of
 * the recorded races, their pictures, which the page shows as they are, and the recorded study. The rest
 * of them it keeps itself.
 */
const pageFiles = ['favicon.svg', `${datasets[0]!.path}/attribution.html`, 'runs/study.json'];
const pictureOf = (id: string) => `runs/${id}/faces.webp`;

/**
 * Writes offline-files.json into the build: the page's own files, for the service worker, and
 * puts into the service worker's own bytes a version that changes whenever one of them does: that is
 * how a browser notices that there is a new one. The headless page is no part of it.
 */
export const offlineFiles = (): Plugin => {
  let publicDir = '';
  return {
    name: 'offline-files',
    apply: 'build',
    enforce: 'post',
    configResolved(config) {
      publicDir = config.publicDir;
    },
    generateBundle: {
      // After all that still writes into the files.
      order: 'post',
      handler(_, bundle) {
        const worker = bundle['offline.js'];
        if (worker?.type !== 'chunk') return;
        const hash = createHash('sha256').update(worker.code);
        const names = Object.keys(bundle).sort();
        const built = names.filter(
          (name) => !name.endsWith('.map') && !name.includes('headless') && name !== 'offline.js',
        );
        for (const name of built) {
          const output = bundle[name]!;
          hash.update(name).update(output.type === 'chunk' ? output.code : output.source);
        }
        const runs = JSON.parse(readFileSync(join(publicDir, 'runs/index.json'), 'utf8')) as {
          id: string;
        }[];
        const own = [...pageFiles, ...runs.map(({ id }) => pictureOf(id))];
        for (const name of own) hash.update(readFileSync(join(publicDir, name)));
        const version = hash.digest('hex').slice(0, 12);
        if (!worker.code.includes('%VERSION%'))
          this.error('offline.js has no place for its version');
        worker.code = worker.code.replaceAll('%VERSION%', version);
        // './' is how the page is asked for.
        const source = JSON.stringify({ files: ['./', ...built, ...own] });
        this.emitFile({ type: 'asset', fileName: 'offline-files.json', source });
      },
    },
  };
};
