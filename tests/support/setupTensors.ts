import { relative } from 'node:path';
import { expect, inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Tests that compute with tensors, from the root. */
    tensorTests: readonly string[];
  }
}

/** The page's own backend, for the tests that need one: the others do without its second of start. */
const path = relative(process.cwd(), expect.getState().testPath ?? '').replaceAll('\\', '/');
if (inject('tensorTests').includes(path)) await import('./setupWasm.ts');
