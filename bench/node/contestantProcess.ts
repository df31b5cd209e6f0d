/** One contestant in a process of its own: the engine's name is the argument, calls come as messages. */
import type { Contestant, EngineName, Made, Setup } from '../contestant.ts';
import { addIteratorHelpers } from './iteratorHelpers.ts';
import { startDawn } from './startDawn.ts';

export interface Call {
  readonly id: number;
  readonly name: keyof Contestant;
  readonly args: readonly unknown[];
}

export interface Answer {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: string;
}

const answer = (message: Answer) => process.send?.(message);

const keepsNothing = { read: async () => null, write: async () => {} };

async function makeOurs(setup: Setup): Promise<Made> {
  const { setupWebgpu } = await import('../../src/ops/webgpu/setupWebgpu.ts');
  const { webgpuLimits } = await import('../../src/engine/deviceLimits.ts');
  const { chooseTiles } = await import('../../src/ops/webgpu/chooseTiles.ts');
  const ours = await import('../contestants/ours.ts');
  return ours.makeOurs(async () => {
    const { adapter, isFallbackAdapter, limits } = await setupWebgpu();
    const tile = await chooseTiles(isFallbackAdapter, keepsNothing);
    return {
      ...{ adapter, isFallbackAdapter, threads: 1, notes: [`matrix tile ${tile}`] },
      limits: webgpuLimits(limits, isFallbackAdapter),
    };
  })(setup);
}

async function makePeer(engine: 'tfjs' | 'jax', setup: Setup): Promise<Made> {
  const { task, methods } = setup;
  if (!task) throw new Error(`${engine} needs a task`);
  const { adapterInUse } = await import('../contestants/adapterInUse.ts');
  const ground = { ...(await adapterInUse()), threads: 1, notes: [] };
  if (engine === 'tfjs') {
    const { startTfjs } = await import('./startTfjs.ts');
    await startTfjs();
    const { plainStep } = await import('../contestants/plainStep.ts');
    return { ground, steps: Object.fromEntries(methods.map((id) => [id, plainStep(task, id)])) };
  }
  addIteratorHelpers();
  const { defaultDevice, init } = await import('@jax-js/jax');
  if (!(await init('webgpu')).includes('webgpu')) throw new Error('jax-js found no WebGPU');
  defaultDevice('webgpu');
  const { jaxStep } = await import('../contestants/jaxStep.ts');
  return { ground, steps: Object.fromEntries(methods.map((id) => [id, jaxStep(task, id)])) };
}

async function main(engine: EngineName): Promise<void> {
  await startDawn();
  const { contestantOf } = await import('../contestants/contestantOf.ts');
  const contestant = contestantOf((setup) =>
    engine === 'ours' ? makeOurs(setup) : makePeer(engine, setup),
  );
  process.on('message', async ({ id, name, args }: Call) => {
    const call = contestant[name] as (...given: readonly unknown[]) => Promise<unknown>;
    try {
      answer({ id, value: await call(...args) });
    } catch (error) {
      answer({ id, error: error instanceof Error ? error.message : String(error) });
    }
  });
}

main(process.argv[2] as EngineName).catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
