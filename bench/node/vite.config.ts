import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** TensorFlow.js' modules are written for bundlers: Node runs them in one file. */
export default defineConfig({
  publicDir: false,
  ssr: { noExternal: true, target: 'node' },
  // The field by which packages name their modules; "browser" would lead elsewhere.
  resolve: { mainFields: ['module', 'main'] },
  build: {
    ssr: fileURLToPath(new URL('contestantProcess.ts', import.meta.url)),
    target: 'node20',
    minify: false,
    chunkSizeWarningLimit: 8000,
  },
});
