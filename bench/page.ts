/** The page behind `npm run bench`: a worker for each engine on each backend, none of which sees another. */
import { type Remote, wrap } from 'comlink';
import type { Contestant, EngineName, Ground, Setup, Task } from './contestant.ts';
import jaxScript from './contestants/jax.worker.ts?worker&url';
import oursScript from './contestants/ours.worker.ts?worker&url';
import tfjsScript from './contestants/tfjs.worker.ts?worker&url';

const scripts: Readonly<Record<EngineName, string>> = {
  ours: oursScript,
  tfjs: tfjsScript,
  jax: jaxScript,
};

interface Running {
  readonly worker: Worker;
  readonly remote: Remote<Contestant>;
  /** Rejects when the worker fails outside of any call. */
  readonly failure: Promise<never>;
}

const running = new Map<string, Running>();
const tasks = new Map<string, Task>();

const runningAs = (id: string): Running => {
  const found = running.get(id);
  if (!found) throw new Error(`${id} has not been opened`);
  return found;
};

/** What the terminal asks of the page: plain values in and out. */
export interface BenchPage {
  readonly isIsolated: boolean;
  /**
   * Starts a contestant under an id. The lab leaves its task under the name of `leaves`; the others
   * take theirs from there.
   */
  open(id: string, engine: EngineName, setup: Setup, taskName: string): Promise<Ground>;
  ask<K extends Exclude<keyof Contestant, 'open'>>(
    id: string,
    call: K,
    ...args: Parameters<Contestant[K]>
  ): Promise<Awaited<ReturnType<Contestant[K]>>>;
  close(id: string): void;
}

declare global {
  interface Window {
    bench?: BenchPage;
  }
}

const baseUrl = new URL('..', document.baseURI).href;

window.bench = {
  isIsolated: globalThis.crossOriginIsolated,
  async open(id, engine, setup, taskName) {
    const worker = new Worker(scripts[engine], { type: 'module', name: id });
    const failure = new Promise<never>((_, reject) => {
      worker.onerror = ({ message }) =>
        reject(new Error(`${id}: ${message || 'its script failed'}`));
    });
    failure.catch(() => {});
    const remote = wrap<Contestant>(worker);
    running.set(id, { worker, remote, failure });
    const given =
      engine === 'ours'
        ? { ...setup, source: { ...setup.source!, baseUrl } }
        : { ...setup, task: tasks.get(taskName)! };
    const { ground, task } = await Promise.race([remote.open(given), failure]);
    if (task) tasks.set(taskName, task);
    return ground;
  },
  ask(id, call, ...args) {
    const { remote, failure } = runningAs(id);
    const asked = remote as unknown as Record<string, (...given: unknown[]) => Promise<never>>;
    return Promise.race([asked[call]!(...args), failure]);
  },
  close(id) {
    runningAs(id).worker.terminate();
    running.delete(id);
  },
};
