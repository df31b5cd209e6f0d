import type { Preparation } from '../ops/prepareKernels.ts';

/** What a person reads while kernels are compiled. */
export function preparing({ done, of }: Preparation): { message: string; fraction: number } {
  return {
    message: `Preparing the graphics card: ${done} of ${of} kernels`,
    fraction: done / of,
  };
}
