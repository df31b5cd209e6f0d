import * as tf from '../../src/ops/tf.ts';

/** Element counts whose buffers small tests are likely to be given. */
const counts = [1, 2, 4, 8, 16, 32, 64, 96, 128, 192, 256, 512, 1024, 2048, 4096];

/**
 * Fills the buffers that the WebGPU backend will hand out next with NaN. Without it a kernel that
 * never ran can leave a stale buffer that happens to hold the right answer, and pass.
 */
export async function poisonPool(copies = 8): Promise<void> {
  const poisoned = counts.flatMap((count) =>
    Array.from({ length: copies }, () => tf.fill([count], Number.NaN)),
  );
  // One read makes sure that the fills have been submitted before the buffers go back.
  await poisoned[0]!.data();
  tf.dispose(poisoned);
}
