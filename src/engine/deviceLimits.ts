/** What one tensor, all of them together, and one forward pass may take on a device. */
export interface DeviceLimits {
  readonly maxTensorBytes: number;
  readonly maxTotalBytes: number;
  /** Floating-point operations of a pass that is over before anyone waits for it; left out: few. */
  readonly passOperations?: number;
}

const GIB = 1024 ** 3;
/** WASM memory ends at 4 GiB; what it holds beside a step's tensors needs room too. */
export const wasmLimits: DeviceLimits = { maxTensorBytes: GIB, maxTotalBytes: 3 * GIB };

/** A tenth of a second at the rate of a small graphics card. */
const PASS_OPERATIONS = 30e9;

export const webgpuLimits = (
  { maxBufferSize, maxStorageBufferBindingSize }: GPUSupportedLimits,
  isFallbackAdapter: boolean,
): DeviceLimits => ({
  maxTensorBytes: Math.min(maxBufferSize, maxStorageBufferBindingSize),
  maxTotalBytes: Number.POSITIVE_INFINITY,
  ...(!isFallbackAdapter && { passOperations: PASS_OPERATIONS }),
});
