import { defaultDevice, init } from '@jax-js/jax';
import { expose } from 'comlink';
import type { Ground, Setup } from '../contestant.ts';
import { adapterInUse } from './adapterInUse.ts';
import { contestantOf } from './contestantOf.ts';
import { jaxStep } from './jaxStep.ts';

async function start({ backend, threads }: Setup): Promise<Ground> {
  // It starts as many threads as the browser names cores: let it name as many as the lab has.
  Object.defineProperty(navigator, 'hardwareConcurrency', { value: threads });
  const adapter = backend === 'webgpu' ? await adapterInUse() : null;
  if (!(await init(backend)).includes(backend)) throw new Error(`jax-js has no ${backend} here`);
  defaultDevice(backend);
  const notes = [
    'Embeddings are looked up with np.take, whose gradient jax-js has as scatter-add.',
  ];
  if (adapter) return { ...adapter, threads: 1, notes };
  const isIsolated = globalThis.crossOriginIsolated;
  return {
    adapter: 'WASM',
    isFallbackAdapter: false,
    threads: isIsolated ? threads : 1,
    notes,
  };
}

expose(
  contestantOf(async (setup) => {
    const { task, methods } = setup;
    if (!task) throw new Error('jax-js needs a task');
    const ground = await start(setup);
    return { ground, steps: Object.fromEntries(methods.map((id) => [id, jaxStep(task, id)])) };
  }),
);
