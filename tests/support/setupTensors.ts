import { relative } from 'node:path';
import { expect, inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Tests that compute with tensors, from the root. */
    tensorTests: readonly string[];
  }
}

/**
 * The page's own backend, for the tests that need one: the others do without its second of start. A
 * test named *.float64 has one in double precision.
 */
const path = relative(process.cwd(), expect.getState().testPath ?? '').replaceAll('\\', '/');
if (path.endsWith('.float64.test.ts')) await import('./setupFloat64.ts');
else if (inject('tensorTests').includes(path)) await import('./setupWasm.ts');
