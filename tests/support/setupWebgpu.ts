import { afterEach, beforeAll, expect } from 'vitest';
import { setupWebgpu } from '../../src/ops/webgpu/setupWebgpu.ts';
import { poisonPool } from './poisonPool.ts';

/** A shader or validation error drops a whole command buffer without a word: catch it by hand. */
const errors: string[] = [];
let device: GPUDevice | null = null;

beforeAll(async () => {
  if (device) return;
  ({ device } = await setupWebgpu());
  device.addEventListener('uncapturederror', ({ error }) => errors.push(error.message));
  await poisonPool();
});

afterEach(async () => {
  await device?.queue.onSubmittedWorkDone();
  expect(errors.splice(0), 'uncaptured WebGPU errors').toEqual([]);
});
