import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/** What is used of the npm package `webgpu`. */
interface Dawn {
  create(options: readonly string[]): GPU;
  readonly globals: Readonly<Record<string, unknown>>;
}

/** The package is no dependency of the lab: it weighs 130 MB. */
export class DawnMissing extends Error {
  override readonly name = 'DawnMissing';
}

function whereDawnIs(): string {
  try {
    return createRequire(import.meta.url).resolve('webgpu');
  } catch {
    throw new DawnMissing(
      'WebGPU for Node is not installed: npm install --no-save webgpu@0.6.2 (130 MB), then run again.',
    );
  }
}

/** @throws DawnMissing at once, for whoever starts processes that need it */
export const demandDawn = (): void => void whereDawnIs();

/**
 * Gives this process WebGPU, as a worker of a browser has it. Before anything that looks for it is
 * imported.
 * @throws DawnMissing
 */
export async function startDawn(): Promise<void> {
  const { create, globals } = (await import(pathToFileURL(whereDawnIs()).href)) as Dawn;
  Object.assign(globalThis, globals);
  const own = (globalThis as { navigator?: Navigator }).navigator;
  // As Node has it from version 21 on.
  const navigator = own ?? { userAgent: `Node.js/${process.versions.node}` };
  Object.defineProperty(navigator, 'gpu', { value: create([]), configurable: true });
  if (!own) Object.defineProperty(globalThis, 'navigator', { value: navigator });
  // By this TensorFlow.js knows a place that may have WebGPU.
  Object.assign(globalThis, { WorkerGlobalScope: class WorkerGlobalScope {} });
}
