import { expect, test, vi } from 'vitest';

/** WebGPU's classes as far as the meter goes; Node has none. */
function fakeGpu() {
  const done: number[][] = [];
  class GPUComputePassEncoder {
    dispatchWorkgroups(...sizes: number[]) {
      done.push(sizes);
    }
  }
  class GPUBuffer {
    constructor(readonly size: number) {}
    destroy() {}
  }
  class GPUDevice extends EventTarget {
    createBuffer({ size }: { size: number }) {
      return new GPUBuffer(size);
    }
  }
  class GPUAdapter {
    async requestDevice() {
      return new GPUDevice();
    }
  }
  return { done, classes: { GPUComputePassEncoder, GPUBuffer, GPUDevice, GPUAdapter } };
}

test('the meter counts dispatches, bytes and errors, and can leave the GPU nothing to do', async () => {
  const { done, classes } = fakeGpu();
  for (const [name, made] of Object.entries(classes)) vi.stubGlobal(name, made);
  vi.resetModules();
  const { gpuMeter } = await import('../../../src/engine/measure/gpuMeter.ts');
  const meter = gpuMeter();
  expect(gpuMeter()).toBe(meter);
  const device = (await new classes.GPUAdapter().requestDevice()) as EventTarget & GPUDevice;
  const pass = new classes.GPUComputePassEncoder();

  pass.dispatchWorkgroups(3, 2);
  meter.empty(true);
  pass.dispatchWorkgroups(5);
  meter.empty(false);
  pass.dispatchWorkgroups(7);
  expect(done).toEqual([
    [3, 2, 1],
    [0, 0, 0],
    [7, 1, 1],
  ]);
  expect(meter.dispatches).toBe(3);

  const [first, second] = [10, 20].map((size) => device.createBuffer({ size, usage: 0 }));
  first!.destroy();
  first!.destroy();
  device.createBuffer({ size: 5, usage: 0 });
  expect([meter.bytes, meter.peakBytes]).toEqual([25, 30]);
  second!.destroy();
  expect([meter.bytes, meter.peakBytes]).toEqual([5, 30]);

  const event = Object.assign(new Event('uncapturederror'), { error: { message: 'lost' } });
  device.dispatchEvent(event);
  expect(meter.errors).toEqual(['lost']);
  vi.unstubAllGlobals();
});
