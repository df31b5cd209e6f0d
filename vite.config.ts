import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { firstPage } from './scripts/firstPage.ts';
import { integrity } from './scripts/integrity.ts';
import { kernels } from './scripts/kernels.ts';
import { offlineFiles } from './scripts/offlineFiles.ts';
import { isolationHeaders, policyInPages, securityHeaders } from './scripts/securityHeaders.ts';
import { threadedWasm } from './scripts/threadedWasm.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  base: './',
  // A file that is not there is a 404, never the page with status 200.
  appType: 'mpa',
  plugins: [react(), kernels(), policyInPages(), integrity(), offlineFiles()],
  worker: { format: 'es', plugins: () => [threadedWasm(), kernels()] },
  build: {
    target: 'es2022',
    // What it stands in for is there in every browser of that target, or is not missed.
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      input: {
        main: here('index.html'),
        bench: here('bench.html'),
        lessons: here('lessons.html'),
        study: here('study.html'),
        headless: here('cli/headless.html'),
        offline: here('workers/offline.worker.ts'),
      },
      output: {
        codeSplitting: { groups: [{ name: firstPage(), debugName: 'page' }] },
        // A service worker rules the folder it lies in, so it lies at the top under a fixed name.
        entryFileNames: ({ name }) =>
          name === 'offline' ? 'offline.js' : 'assets/[name]-[hash].js',
      },
    },
  },
  server: { headers: isolationHeaders },
  preview: { headers: securityHeaders },
});
