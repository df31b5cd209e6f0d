import type * as tf from '../tf.ts';
import { type BufferView, claim, viewOf, type WebgpuBackend } from './backend.ts';
import { GRID_WIDTH, type Kernel } from './wgsl.ts';

/** Dispatches encoded before they are submitted; more of them save JavaScript, fewer start the device earlier. */
const SUBMIT_EVERY = 64;
const CACHED_BIND_GROUPS = 4096;
const CACHED_SIZES = 1024;

/** Workgroups: of one dimension, or the grid itself. */
export type Grid = number | readonly [number, number];

/**
 * Records dispatches of our own into the command stream of TensorFlow.js' backend, in order with its
 * own. The backend's own road (`runWebGPUProgram`) knows one output, inputs that are only read and
 * code without directives; this one knows several outputs, updates in place and parts of buffers.
 */
export class Recorder {
  readonly backend: WebgpuBackend;
  readonly #pipelines = new Map<string, GPUComputePipeline>();
  readonly #bindGroups = new Map<string, GPUBindGroup>();
  readonly #sizes = new Map<string, GPUBuffer>();
  readonly #bufferIds = new WeakMap<GPUBuffer, number>();
  #buffers = 0;
  /** Kernels of a dry run, by key; null while dispatches are real. */
  #collected: Map<string, Kernel> | null = null;

  constructor(backend: WebgpuBackend) {
    this.backend = backend;
  }

  /**
   * @param tensors in the order of the kernel's bindings
   * @param sizes   up to four whole numbers, bound behind them
   */
  run(
    kernel: Kernel,
    tensors: readonly (tf.TensorInfo | BufferView)[],
    sizes: readonly number[],
    grid: Grid,
  ): void {
    if (this.#collected) {
      this.#collected.set(kernel.key, kernel);
      return;
    }
    const { backend } = this;
    const pipeline = this.#pipeline(kernel);
    const views = tensors.map((t) => ('dataId' in t ? viewOf(backend, t) : t));
    for (const tensor of tensors) if ('dataId' in tensor) claim(backend, tensor);
    backend.ensureCommandEncoderReady();
    backend.computePassEncoder ??= backend.commandEncoder!.beginComputePass();
    const pass = backend.computePassEncoder;
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, this.#bindGroup(kernel.key, pipeline, views, sizes));
    const [x, y] = typeof grid === 'number' ? flat(grid) : grid;
    pass.dispatchWorkgroups(x, y);
    backend.dispatchCountInPass += 1;
    if (backend.dispatchCountInPass < SUBMIT_EVERY) return;
    backend.endComputePassEncoder();
    backend.submitQueue();
  }

  /**
   * Compiles, off the main path, all kernels that `dryRun` would dispatch; it dispatches none of them,
   * so whatever it computes is nonsense.
   */
  async compile(dryRun: () => void, onProgress: (done: number, of: number) => void): Promise<void> {
    const collected = new Map<string, Kernel>();
    this.#collected = collected;
    try {
      dryRun();
    } finally {
      this.#collected = null;
    }
    const missing = [...collected.values()].filter(({ key }) => !this.#pipelines.has(key));
    let done = 0;
    await Promise.all(
      missing.map(async (kernel) => {
        const pipeline = await this.backend.device.createComputePipelineAsync(
          this.#descriptor(kernel),
        );
        this.#pipelines.set(kernel.key, pipeline);
        onProgress(++done, missing.length);
      }),
    );
  }

  #descriptor({ key, source }: Kernel): GPUComputePipelineDescriptor {
    const module = this.backend.device.createShaderModule({ label: key, code: source() });
    return { label: key, layout: 'auto', compute: { module, entryPoint: 'main' } };
  }

  #pipeline(kernel: Kernel): GPUComputePipeline {
    const known = this.#pipelines.get(kernel.key);
    if (known) return known;
    const made = this.backend.device.createComputePipeline(this.#descriptor(kernel));
    this.#pipelines.set(kernel.key, made);
    return made;
  }

  #bindGroup(
    kernel: string,
    pipeline: GPUComputePipeline,
    views: readonly BufferView[],
    sizes: readonly number[],
  ): GPUBindGroup {
    const key = `${kernel}|${views.map((view) => this.#nameOf(view)).join()}|${sizes.join()}`;
    const known = this.#bindGroups.get(key);
    if (known) return known;
    if (this.#bindGroups.size >= CACHED_BIND_GROUPS) this.#bindGroups.clear();
    const resources: GPUBindingResource[] = [...views, { buffer: this.#sizesBuffer(sizes) }];
    const made = this.backend.device.createBindGroup({
      label: kernel,
      layout: pipeline.getBindGroupLayout(0),
      entries: resources.map((resource, binding) => ({ binding, resource })),
    });
    this.#bindGroups.set(key, made);
    return made;
  }

  #nameOf({ buffer, offset, size }: BufferView): string {
    let id = this.#bufferIds.get(buffer);
    if (id === undefined) {
      id = this.#buffers++;
      this.#bufferIds.set(buffer, id);
    }
    return `${id}:${offset}:${size}`;
  }

  /** Never written again, so that no dispatch still encoded can see other numbers. */
  #sizesBuffer(sizes: readonly number[]): GPUBuffer {
    const key = sizes.join();
    const known = this.#sizes.get(key);
    if (known) return known;
    // Bind groups hold on to what they were made of.
    if (this.#sizes.size >= CACHED_SIZES) this.#sizes.clear();
    const made = this.backend.device.createBuffer({
      size: 16,
      usage: GPUBufferUsage.UNIFORM,
      mappedAtCreation: true,
    });
    new Uint32Array(made.getMappedRange()).set(sizes);
    made.unmap();
    this.#sizes.set(key, made);
    return made;
  }
}

const flat = (groups: number): [number, number] => [
  Math.min(groups, GRID_WIDTH),
  Math.ceil(groups / GRID_WIDTH),
];
