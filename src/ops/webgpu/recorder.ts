import type * as tf from '../tf.ts';
import { type BufferView, claim, viewOf, type WebgpuBackend } from './backend.ts';
import { GRID_WIDTH, type Kernel } from './wgsl.ts';

/** Dispatches encoded before they are submitted; more of them save JavaScript, fewer start the device earlier. */
const SUBMIT_EVERY = 64;
const CACHED_BIND_GROUPS = 4096;
const CACHED_SIZES = 1024;

interface Compiled {
  readonly name: string;
  readonly pipeline: GPUComputePipeline;
}

/** Workgroups: of one dimension, or the grid itself. */
export type Grid = number | readonly [number, number];

/**
 * Records dispatches of our own into the command stream of TensorFlow.js' backend, in order with its
 * own. The backend's own road (`runWebGPUProgram`) knows one output, inputs that are only read and
 * code without directives; this one knows several outputs, updates in place and parts of buffers.
 */
export class Recorder {
  readonly backend: WebgpuBackend;
  readonly #pipelines = new Map<string, Compiled>();
  readonly #bindGroups = new Map<string, GPUBindGroup>();
  readonly #sizes = new Map<string, GPUBuffer>();
  /** Short names, for keys that are made for every dispatch. */
  readonly #bufferNames = new WeakMap<GPUBuffer, string>();
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
    const compiled = this.#compiled(kernel);
    const views = tensors.map((t) => ('dataId' in t ? viewOf(backend, t) : t));
    for (const tensor of tensors) if ('dataId' in tensor) claim(backend, tensor);
    backend.ensureCommandEncoderReady();
    backend.computePassEncoder ??= backend.commandEncoder!.beginComputePass();
    const pass = backend.computePassEncoder;
    pass.setPipeline(compiled.pipeline);
    pass.setBindGroup(0, this.#bindGroup(compiled, views, sizes));
    const [x, y] = typeof grid === 'number' ? flat(grid) : grid;
    pass.dispatchWorkgroups(x, y);
    backend.dispatchCountInPass += 1;
    if (backend.dispatchCountInPass < SUBMIT_EVERY) return;
    backend.endComputePassEncoder();
    backend.submitQueue();
  }

  /**
   * Kernels that `dryRun` would dispatch and that are not compiled yet. It dispatches none, so whatever
   * it computes is nonsense.
   */
  collect(dryRun: () => void): readonly Kernel[] {
    const collected = new Map<string, Kernel>();
    this.#collected = collected;
    try {
      dryRun();
    } finally {
      this.#collected = null;
    }
    return [...collected.values()].filter(({ key }) => !this.#pipelines.has(key));
  }

  /** Compiles a kernel while the page and the device go on. @throws GPUPipelineError */
  async prepare(kernel: Kernel): Promise<void> {
    const { device } = this.backend;
    this.#keep(kernel, await device.createComputePipelineAsync(this.#descriptor(kernel)));
  }

  /** Lets go of what holds on to buffers. */
  forgetBuffers(): void {
    this.#bindGroups.clear();
  }

  #descriptor({ key, source }: Kernel): GPUComputePipelineDescriptor {
    const module = this.backend.device.createShaderModule({ label: key, code: source() });
    return { label: key, layout: 'auto', compute: { module, entryPoint: 'main' } };
  }

  #compiled(kernel: Kernel): Compiled {
    return (
      this.#pipelines.get(kernel.key) ??
      this.#keep(kernel, this.backend.device.createComputePipeline(this.#descriptor(kernel)))
    );
  }

  #keep({ key }: Kernel, pipeline: GPUComputePipeline): Compiled {
    // Dispatched while it was being compiled, it stands there already.
    const known = this.#pipelines.get(key);
    if (known) return known;
    const compiled = { name: `${this.#pipelines.size}`, pipeline };
    this.#pipelines.set(key, compiled);
    return compiled;
  }

  #bindGroup(
    { name, pipeline }: Compiled,
    views: readonly BufferView[],
    sizes: readonly number[],
  ): GPUBindGroup {
    let key = `${name}|${sizes.join()}`;
    for (const view of views) key += this.#nameOf(view);
    const known = this.#bindGroups.get(key);
    if (known) return known;
    if (this.#bindGroups.size >= CACHED_BIND_GROUPS) this.#bindGroups.clear();
    const resources: GPUBindingResource[] = [...views, { buffer: this.#sizesBuffer(sizes) }];
    const made = this.backend.device.createBindGroup({
      layout: pipeline.getBindGroupLayout(0),
      entries: resources.map((resource, binding) => ({ binding, resource })),
    });
    this.#bindGroups.set(key, made);
    return made;
  }

  #nameOf({ buffer, offset, size }: BufferView): string {
    let name = this.#bufferNames.get(buffer);
    if (name === undefined) {
      name = `|${this.#buffers++}`;
      this.#bufferNames.set(buffer, name);
    }
    return offset === 0 && size === buffer.size ? name : `${name}:${offset}:${size}`;
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
