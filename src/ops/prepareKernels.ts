import * as tf from './tf.ts';

/** How many of the kernels that are not there yet have been compiled. */
export interface Preparation {
  readonly done: number;
  readonly of: number;
}

type Prepare = (dryRun: () => void) => AsyncGenerator<Preparation>;

const preparers = new Map<string, Prepare>();

/** A backend that compiles its kernels says so here. */
export function registerPreparation(backend: string, prepare: Prepare): void {
  preparers.set(backend, prepare);
}

/**
 * Compiles, while everything else goes on, the kernels that `dryRun` needs; yields after each. On a
 * backend whose kernels are there from the beginning, `dryRun` is not called.
 *
 * @param dryRun computes without waiting for anything: no number in it means anything, and it must
 *   change nothing that stays
 */
export async function* prepareKernels(dryRun: () => void): AsyncGenerator<Preparation> {
  const prepare = preparers.get(tf.getBackend());
  if (prepare) yield* prepare(dryRun);
}
