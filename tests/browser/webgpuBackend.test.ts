import { afterEach, describe, expect, test } from 'vitest';
import * as tf from '../../src/ops/tf.ts';
import {
  acquireStorage,
  allocate,
  claim,
  compileOnly,
  encoderOf,
  flush,
  liesAsIntegers,
  releaseStorage,
  trimPool,
  viewOf,
} from '../../src/ops/webgpu/backend.ts';
import source from '../../src/ops/webgpu/backend.ts?raw';
import { asTensor, checked, half, inUse, relies } from '../support/reliesOn.ts';

afterEach(() => flush(inUse()));

describe('devices and encoders', () => {
  relies('device', 'is the GPUDevice that everything is made of', ({ device }) =>
    expect(device).toBeInstanceOf(GPUDevice),
  );

  relies('queue', 'is the device’s own', ({ device, queue }) => expect(queue).toBe(device.queue));

  relies('ensureCommandEncoderReady', 'makes an encoder where there is none', (backend) => {
    flush(backend);
    backend.ensureCommandEncoderReady();
    expect(backend.commandEncoder).toBeInstanceOf(GPUCommandEncoder);
    const made = backend.commandEncoder;
    backend.ensureCommandEncoderReady();
    expect(backend.commandEncoder).toBe(made);
  });

  relies('commandEncoder', 'is null once all is submitted', (backend) => {
    encoderOf(backend);
    flush(backend);
    expect(backend.commandEncoder).toBeNull();
  });

  relies('computePassEncoder', 'is the pass that kernels are recorded into', (backend) => {
    flush(backend);
    tf.tidy(() => void tf.neg(tf.ones([4])));
    expect(backend.computePassEncoder).toBeInstanceOf(GPUComputePassEncoder);
  });

  relies('endComputePassEncoder', 'ends the pass, and does nothing without one', (backend) => {
    tf.tidy(() => void tf.neg(tf.ones([4])));
    backend.endComputePassEncoder();
    expect(backend.computePassEncoder).toBeNull();
    backend.endComputePassEncoder();
  });

  relies('dispatchCountInPass', 'counts what is recorded since the last submission', (backend) => {
    flush(backend);
    expect(backend.dispatchCountInPass).toBe(0);
    const x = allocate(backend, [4]);
    const before = backend.dispatchCountInPass;
    tf.tidy(() => void tf.neg(asTensor(x, [4])));
    expect(backend.dispatchCountInPass).toBe(before + 1);
  });

  relies('submitQueue', 'submits, and begins a new set of claims', (backend) => {
    encoderOf(backend);
    const claims = backend.commandQueueOwnedIds;
    backend.submitQueue();
    expect(backend.commandEncoder).toBeNull();
    expect(backend.commandQueueOwnedIds).not.toBe(claims);
  });

  relies('pipelineCache', 'holds promises under the flag that only compiles', async (backend) => {
    const before = Object.keys(backend.pipelineCache).length;
    const compiling = compileOnly(backend, () =>
      tf.tidy(() => void tf.atanh(tf.zeros([2, 3, 1, 2]))),
    );
    expect(compiling.length).toBeGreaterThan(0);
    // What is not there yet is not in the way of whoever needs it.
    expect(Object.keys(backend.pipelineCache)).toHaveLength(before);
    await Promise.all(compiling);
    const made = Object.values(backend.pipelineCache).slice(before);
    expect(made).toHaveLength(compiling.length);
    for (const pipeline of made) expect(pipeline).toBeInstanceOf(GPUComputePipeline);
  });
});

describe('tensors', () => {
  relies('makeTensorInfo', 'makes a tensor that nothing lies in yet', (backend) => {
    const info = backend.makeTensorInfo([2, 3], 'float32');
    expect(info).toMatchObject({ shape: [2, 3], dtype: 'float32' });
    expect(backend.tensorMap.get(info.dataId).resource ?? null).toBeNull();
    expect(backend.disposeData(info.dataId)).toBe(true);
  });

  relies(
    'tensorMap',
    'says of each tensor what lies in its buffer, and how often it is used',
    () => {
      const backend = inUse();
      const integers = tf.tensor1d([1, 2], 'int32');
      const floats = tf.cast(integers, 'float32');
      expect(backend.tensorMap.has(integers.dataId)).toBe(true);
      expect(backend.tensorMap.get(integers.dataId)).toMatchObject({ dtype: 'int32' });
      expect(liesAsIntegers(backend, floats)).toBe(
        backend.tensorMap.get(floats.dataId).dtype === 'int32',
      );
      expect(backend.tensorMap.has({})).toBe(false);
      tf.dispose([integers, floats]);
    },
  );

  relies('uploadToGPU', 'fills `resource`, and leaves one that is there', (backend) => {
    const x = tf.tensor1d([1, 2, 3]);
    const data = backend.tensorMap.get(x.dataId);
    expect(data.values).not.toBeNull();
    backend.uploadToGPU(x.dataId);
    expect(data.resource).toBeInstanceOf(GPUBuffer);
    expect(data.values).toBeNull();
    const { resource } = data;
    backend.uploadToGPU(x.dataId);
    expect(data.resource).toBe(resource);
    expect(viewOf(backend, x)).toMatchObject({ buffer: resource, offset: 0, size: 12 });
    x.dispose();
  });

  relies('refCount', 'counts who shares a tensor’s data', (backend) => {
    const x = tf.ones([4]);
    expect(backend.refCount(x.dataId)).toBe(1);
    const y = tf.reshape(x, [2, 2]);
    expect(y.dataId).toBe(x.dataId);
    expect(backend.refCount(x.dataId)).toBe(2);
    backend.tensorMap.get(x.dataId).refCount += 1;
    expect(backend.disposeData(x.dataId)).toBe(false);
    y.dispose();
    x.dispose();
    expect(backend.refCount(x.dataId)).toBe(0);
  });

  relies(
    'commandQueueOwnedIds',
    'keeps a buffer from being lent again until the submission',
    (backend) => {
      flush(backend);
      const x = allocate(backend, [1021]);
      const { buffer } = viewOf(backend, x);
      encoderOf(backend);
      claim(backend, x);
      backend.disposeData(x.dataId);
      const meanwhile = acquireStorage(backend, 4084);
      expect(meanwhile).not.toBe(buffer);
      releaseStorage(backend, meanwhile);
      flush(backend);
      const free = [...backend.bufferManager.freeBuffers.values()].flat();
      expect(free).toContain(buffer);
    },
  );

  relies('disposeData', 'does not release a buffer that is marked external', (backend) => {
    const { buffer, tensor } = half(backend);
    tensor.dispose();
    flush(backend);
    expect([...backend.bufferManager.freeBuffers.values()].flat()).not.toContain(buffer);
    expect(backend.tensorMap.has(tensor.dataId)).toBe(false);
    releaseStorage(backend, buffer);
  });

  relies(
    'getBufferData',
    'reads a tensor back once, and again when its values are dropped',
    async (backend) => {
      const { buffer, tensor } = half(backend);
      const read = backend.getBufferData;
      let reads = 0;
      backend.getBufferData = (resource) => {
        reads += 1;
        return read(resource);
      };
      try {
        const expected = Array.from({ length: 64 }, (_, i) => 64 + i);
        expect(Array.from(await tensor.data())).toEqual(expected);
        await tensor.data();
        expect(reads).toBe(1);
        backend.queue.writeBuffer(buffer, 256, Float32Array.of(-1));
        claim(backend, tensor);
        expect((await tensor.data())[0]).toBe(-1);
        expect(reads).toBe(2);
      } finally {
        backend.getBufferData = read;
      }
      tensor.dispose();
      releaseStorage(backend, buffer);
    },
  );

  test('a resource of buffer, offset and size is bound as such by the backend’s own kernels', async () => {
    const { buffer, tensor } = half(inUse());
    const negated = tf.neg(tensor);
    expect(Array.from((await negated.data()).slice(0, 3))).toEqual([-64, -65, -66]);
    tf.dispose([tensor, negated]);
    releaseStorage(inUse(), buffer);
  });
});

describe('memory', () => {
  relies(
    'bufferManager',
    'lends a released buffer of the same size again, until it is trimmed',
    (backend) => {
      const { bufferManager } = backend;
      const buffer = acquireStorage(backend, 4092);
      releaseStorage(backend, buffer);
      expect(acquireStorage(backend, 4092)).toBe(buffer);
      releaseStorage(backend, buffer);
      const free = () => [...bufferManager.freeBuffers.values()].flat();
      expect(free()).toHaveLength(bufferManager.numFreeBuffers);
      const bytes = bufferManager.numBytesAllocated;
      const freed = free().reduce((sum, { size }) => sum + size, 0);
      trimPool(backend);
      expect(bufferManager.numFreeBuffers).toBe(0);
      expect(bufferManager.numBytesAllocated).toBe(bytes - freed);
      const next = acquireStorage(backend, 4092);
      expect(next).not.toBe(buffer);
      releaseStorage(backend, next);
    },
  );
});

test.each([
  'WEBGPU_CPU_FORWARD',
  'WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE',
  'WEBGPU_ENGINE_COMPILE_ONLY',
])('TensorFlow.js knows the flag %s', (flag) => {
  expect(() => tf.env().get(flag)).not.toThrow();
  // One that nobody registered is set to a warning and nothing else.
  expect(Object.keys((tf.env() as unknown as { flagRegistry: object }).flagRegistry)).toContain(
    flag,
  );
});

test('every part of the backend that our kernels touch is checked here', () => {
  const [, body] = /export interface WebgpuBackend \{\n(.*?)\n\}/s.exec(source)!;
  const fields = [...body!.matchAll(/^ {2}(?:readonly )?(\w+)[(:]/gm)].map(([, field]) => field!);
  expect(fields.length).toBeGreaterThan(10);
  expect([...checked].sort()).toEqual([...fields].sort());
});
