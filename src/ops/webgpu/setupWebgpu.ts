import '@tensorflow/tfjs-backend-webgpu';
import * as tf from '../tf.ts';

export interface WebgpuInfo {
  /** What the adapter says of itself, for the page: vendor, architecture or description. */
  readonly adapter: string;
  /** A processor posing as a GPU. */
  readonly isFallbackAdapter: boolean;
  readonly device: GPUDevice;
  readonly limits: GPUSupportedLimits;
}

/** Older browsers say it on the adapter, newer ones on its info. */
type AnyAdapterInfo = Partial<GPUAdapterInfo> & { readonly isFallbackAdapter?: boolean };

/**
 * Makes WebGPU the backend. Listening for a lost device or an uncaptured error is the caller's.
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
  if (!(await tf.setBackend('webgpu'))) throw new Error('the WebGPU backend did not initialise');
  await tf.ready();
  const { device } = tf.backend() as unknown as { device: GPUDevice };
  const words = [info.description, info.vendor, info.architecture].filter(Boolean);
  return {
    adapter: info.description || words.join(' ') || 'unnamed adapter',
    isFallbackAdapter: Boolean(info.isFallbackAdapter ?? legacy ?? false),
    device,
    limits: device.limits,
  };
}
