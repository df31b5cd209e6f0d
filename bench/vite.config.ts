import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { kernels } from '../scripts/kernels.ts';
import { isolationHeaders } from '../scripts/securityHeaders.ts';
import { threadedWasm } from '../scripts/threadedWasm.ts';

/** The bench is a page of its own, with peers that the lab's page never loads, so it has a build of its own. */
export default defineConfig({
  base: './',
  appType: 'mpa',
  worker: { format: 'es', plugins: () => [threadedWasm(), kernels()] },
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 4000,
    rolldownOptions: { input: fileURLToPath(new URL('index.html', import.meta.url)) },
  },
  preview: { headers: isolationHeaders },
});
