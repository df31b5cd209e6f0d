import { numberCount } from '../shapes.ts';
import type * as tf from '../tf.ts';
import { allocate, liesAsIntegers, type WebgpuBackend } from './backend.ts';
import { Recorder } from './recorder.ts';
import { Scratch } from './scratch.ts';
import { smallGroups, toFloatKernel } from './smallKernels.ts';
import { portableTiles, type Tiles } from './tiles.ts';
import type { Abilities } from './wgsl.ts';

/** What our kernels have of one backend: its recorder, and which kinds of kernel suit its adapter. */
export interface Device {
  readonly recorder: Recorder;
  readonly abilities: Abilities;
  readonly scratch: Scratch;
  /** Changed with the choice of tiles, never while a race runs. */
  tiles: Tiles;
}

const devices = new WeakMap<WebgpuBackend, Device>();

export function deviceOf(backend: WebgpuBackend): Device {
  const known = devices.get(backend);
  if (known) return known;
  const device: Device = {
    recorder: new Recorder(backend),
    scratch: new Scratch(backend),
    abilities: { subgroups: backend.device.features.has('subgroups' as GPUFeatureName) },
    tiles: portableTiles,
  };
  devices.set(backend, device);
  return device;
}

/** Arguments of a kernel, as the engine of TensorFlow.js calls it. */
export interface KernelCall {
  readonly inputs: Readonly<Record<string, tf.TensorInfo>>;
  readonly attrs: Readonly<Record<string, unknown>>;
  readonly backend: WebgpuBackend;
}

export type WebgpuKernel = (call: KernelCall) => tf.TensorInfo[];

/**
 * A kernel that is never handed integers where it expects floats: TensorFlow.js casts to float32 by name
 * alone, and its own kernels look up what really lies there.
 */
export const withFloats =
  (kernel: WebgpuKernel): WebgpuKernel =>
  (call) => {
    const { backend } = call;
    const made: tf.TensorInfo[] = [];
    const inputs = Object.entries(call.inputs).map(([name, input]) => {
      if (!liesAsIntegers(backend, input)) return [name, input];
      const count = numberCount(input.shape);
      const floats = allocate(backend, input.shape);
      deviceOf(backend).recorder.run(toFloatKernel, [floats, input], [count], smallGroups(count));
      made.push(floats);
      return [name, floats];
    });
    const results = kernel({ ...call, inputs: Object.fromEntries(inputs) });
    for (const { dataId } of made) backend.disposeData(dataId);
    return results;
  };
