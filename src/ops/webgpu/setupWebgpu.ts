import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import * as tf from '../tf.ts';
import { teachViews, type WebgpuBackend } from './backend.ts';
import { registerWebgpuKernels } from './registerWebgpuKernels.ts';

export interface WebgpuInfo {
  /** What the adapter says of itself, for the page: vendor, architecture or description. */
  readonly adapter: string;
  /** All that it says of itself: what a measurement of it holds for. */
  readonly print: string;
  /** A processor posing as a GPU. */
  readonly isFallbackAdapter: boolean;
  readonly device: GPUDevice;
  readonly limits: GPUSupportedLimits;
}

/** Older browsers say it on the adapter, newer ones on its info. */
type AnyAdapterInfo = Partial<GPUAdapterInfo> & { readonly isFallbackAdapter?: boolean };

/** What our kernels use where an adapter has it; the backend by itself asks for the first alone. */
const wantedFeatures = ['timestamp-query', 'subgroups'] as GPUFeatureName[];

/** Limits that the plain defaults hold below what the adapter can do. */
const wantedLimits = [
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxComputeWorkgroupSizeX',
  'maxComputeInvocationsPerWorkgroup',
  'maxStorageBuffersPerShaderStage',
] as const;

async function makeBackend(): Promise<tf.KernelBackend> {
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new Error('no WebGPU adapter');
  const device = await adapter.requestDevice({
    requiredFeatures: wantedFeatures.filter((feature) => adapter.features.has(feature)),
    requiredLimits: Object.fromEntries(wantedLimits.map((limit) => [limit, adapter.limits[limit]])),
  });
  return new WebGPUBackend(device, adapter.info);
}

let registered = false;

/** The package's own way to a device asks for no features; a backend that was made by ours is kept. */
function registerOnce(): void {
  if (registered) return;
  registered = true;
  tf.removeBackend('webgpu');
  tf.registerBackend('webgpu', makeBackend, 3);
  registerWebgpuKernels();
}

/**
 * Makes WebGPU the backend, with our kernels. Listening for a lost device or an uncaptured error is
 * the caller's.
 * @throws Error where the browser offers no adapter
 */
export async function setupWebgpu(): Promise<WebgpuInfo> {
  const adapter = await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new Error('no WebGPU adapter');
  const info: AnyAdapterInfo = adapter.info ?? {};
  const legacy = (adapter as { isFallbackAdapter?: boolean }).isFallbackAdapter;
  // By default small tensors that were never uploaded are computed on the processor, which rounds
  // otherwise: a race that goes on from a checkpoint would then differ from the uninterrupted one.
  tf.env().set('WEBGPU_CPU_FORWARD', false);
  tf.env().set('WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE', 64);
  registerOnce();
  if (!(await tf.setBackend('webgpu'))) throw new Error('the WebGPU backend did not initialise');
  await tf.ready();
  const backend = tf.backend() as unknown as WebgpuBackend;
  teachViews(backend);
  const { device } = backend;
  const words = [info.description, info.vendor, info.architecture].filter(Boolean);
  return {
    adapter: info.description || words.join(' ') || 'unnamed adapter',
    print: [info.vendor, info.architecture, info.device, info.description].join('|'),
    isFallbackAdapter: Boolean(info.isFallbackAdapter ?? legacy ?? false),
    device,
    limits: device.limits,
  };
}
