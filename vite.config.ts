import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { offlineFiles } from './scripts/offlineFiles.ts';
import { browserArgs, findBrowser } from './tests/support/browser.ts';

/** Cross-origin isolation gives the WASM backend its threads; the lab also works without. */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/**
 * The WASM backend starts its threads from its module function's own source text. A minifier turns
 * that function's `typeof _scriptDir` into a bare reference to a variable outside it, which no
 * thread has. The value is never used in a bundle, so it goes before the minifier sees it.
 */
const threadedWasm = (): Plugin => ({
  name: 'threaded-wasm',
  transform(code, id) {
    if (!id.endsWith('tfjs-backend-wasm-threaded-simd.js')) return null;
    const uses = ['typeof _scriptDir !== "undefined" && _scriptDir', '||_scriptDir'];
    for (const use of uses) {
      if (!code.includes(use)) this.error(`${use} is not in ${id}: check threads after the update`);
    }
    return { code: code.replace(uses[0]!, 'false').replace(uses[1]!, ''), map: null };
  },
});

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
/** Reference vectors; VECTORS_DIR points the same tests at another folder of the same form. */
const vectorsDir = resolve(process.env.VECTORS_DIR ?? here('tests/reference/vectors'));
const alias = { '#vectors': vectorsDir };

/** Files whose numbers must hold on every backend. */
const tensorTests = [
  'tests/unit/{ops,losses,optim,model}/**/*.test.ts',
  'tests/reference/**/*.test.ts',
];

/** In Node the gradients of TensorFlow.js come as hundreds of files; bundled once, tests start in a blink. */
const bundledInNode = {
  optimizer: {
    ssr: { enabled: true, include: ['@tensorflow/tfjs-core/dist/register_all_gradients.js'] },
  },
};

export default defineConfig({
  base: './',
  plugins: [react(), offlineFiles()],
  resolve: { alias },
  worker: { format: 'es', plugins: () => [threadedWasm()] },
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      input: {
        main: here('index.html'),
        headless: here('cli/headless.html'),
        offline: here('workers/offline.worker.ts'),
      },
      output: {
        // A service worker rules the folder it lies in, so it lies at the top under a fixed name.
        entryFileNames: ({ name }) =>
          name === 'offline' ? 'offline.js' : 'assets/[name]-[hash].js',
      },
    },
  },
  server: {
    headers: isolation,
    fs: { allow: [here('.'), vectorsDir, `${vectorsDir}/../tiny-clip`] },
  },
  preview: { headers: isolation },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.{ts,tsx}', 'tests/reference/**/*.test.ts'],
          setupFiles: ['tests/support/setupCpu.ts'],
          // A race on the cpu backend takes seconds where other work shares the cores.
          testTimeout: 30_000,
          deps: bundledInNode,
          environment: 'node',
        },
      },
      {
        extends: true,
        test: {
          name: 'wasm',
          include: [...tensorTests, 'tests/checkpoint/**/*.test.ts'],
          setupFiles: ['tests/support/setupWasm.ts'],
          deps: bundledInNode,
          environment: 'node',
        },
      },
      {
        extends: true,
        test: {
          name: 'webgpu',
          include: [...tensorTests, 'tests/browser/**/*.test.ts'],
          setupFiles: ['tests/support/setupWebgpu.ts'],
          testTimeout: 240_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { executablePath: findBrowser() ?? undefined, args: [...browserArgs] },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          environment: 'node',
          testTimeout: 300_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'long',
          include: ['tests/long/**/*.test.ts'],
          environment: 'node',
          testTimeout: 3_600_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
