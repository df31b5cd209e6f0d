/** The tests; how the lab itself is built and served stands in vite.config.ts. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig, mergeConfig } from 'vitest/config';
import { browserArgs, findBrowser } from './tests/support/browser.ts';
import { testsIn, testsThatReach } from './tests/support/reaches.ts';
import lab from './vite.config.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
/** Reference vectors; VECTORS_DIR points the same tests at another folder of the same form. */
const vectorsDir = resolve(process.env.VECTORS_DIR ?? here('tests/reference/vectors'));

/** What computes with tensors, and so needs a backend. */
const tensorTests = testsThatReach(here('.'), ['tests/unit', 'tests/reference'], 'src/ops/tf.ts');
/** Of these, the numbers that must hold on WebGPU as on WASM. */
const backendTests = tensorTests.filter(
  (path) =>
    /^tests\/(reference|unit\/(ops|losses|optim|model))\//.test(path) &&
    !path.endsWith('.float64.test.ts'),
);

const unitTests = testsIn(here('.'), ['tests/unit', 'tests/reference']);
/**
 * What must have its modules to itself: it computes with tensors, whose backend and memory are one
 * for all, or puts something else in a module's or a global's place. All others share what they
 * import, which saves a third of the time.
 */
const alone = new Set([
  ...tensorTests,
  ...unitTests.filter((path) =>
    /\bvi\.(mock|doMock|resetModules|stubGlobal)\(/.test(readFileSync(here(path), 'utf8')),
  ),
]);

/** Steps whose losses and gradients are held one by one before them: on WebGPU they are long. */
const wholeRuns = 'tests/reference/13trainingRuns.test.ts';

/** In Node the gradients of TensorFlow.js come as hundreds of files; bundled once, tests start in a blink. */
const bundledInNode = {
  optimizer: {
    ssr: { enabled: true, include: ['@tensorflow/tfjs-core/dist/register_all_gradients.js'] },
  },
};

const inNode = {
  setupFiles: ['tests/support/setupTensors.ts'],
  provide: { tensorTests },
  // A race takes seconds where other work shares the cores.
  testTimeout: 30_000,
  deps: bundledInNode,
  environment: 'node',
  maxWorkers: '100%',
};

const tests = defineConfig({
  resolve: { alias: { '#vectors': vectorsDir } },
  server: { fs: { allow: [here('.'), vectorsDir, `${vectorsDir}/../tiny-clip`] } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          ...inNode,
          name: 'unit',
          include: unitTests.filter((path) => !alone.has(path)),
          isolate: false,
          pool: 'threads',
        },
      },
      {
        extends: true,
        test: { ...inNode, name: 'unit-alone', include: [...alone] },
      },
      {
        extends: true,
        test: {
          name: 'wasm',
          include: ['tests/checkpoint/**/*.test.ts'],
          setupFiles: ['tests/support/setupWasm.ts'],
          deps: bundledInNode,
          environment: 'node',
          maxWorkers: '100%',
        },
      },
      {
        extends: true,
        test: {
          name: 'webgpu',
          include: process.env.LONG
            ? ['tests/long/webgpu/**/*.test.ts', wholeRuns]
            : [...backendTests.filter((path) => path !== wholeRuns), 'tests/browser/**/*.test.ts'],
          setupFiles: ['tests/support/setupWebgpu.ts'],
          testTimeout: 240_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          // One page for all files: each would else load the engine and open a device anew.
          isolate: false,
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
          include: ['tests/long/*.test.ts'],
          deps: bundledInNode,
          environment: 'node',
          testTimeout: 3_600_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
});

export default mergeConfig(lab, tests);
