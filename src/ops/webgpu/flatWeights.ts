import { floatBits } from '../../math/floatBits.ts';
import type { FlatFollower, FlatMoments, FlatPlan, FlatUpdate, FlatWeights } from '../flat.ts';
import { numberCount } from '../shapes.ts';
import * as tf from '../tf.ts';
import {
  acquireStorage,
  allocate,
  type BufferView,
  flush,
  releaseStorage,
  sortPool,
  trimPool,
  type WebgpuBackend,
} from './backend.ts';
import { deviceOf } from './current.ts';
import { FlatBuffer, type Layout, layoutOf } from './flatBuffer.ts';
import {
  CHUNK,
  clipFactorKernel,
  flatAdamWKernel,
  flatGroups,
  followKernel,
  numberNames,
  PART_GROUPS,
  PARTS,
  squareSumsKernel,
} from './flatKernels.ts';
import { forgetSlot, wantGradientIn } from './gradientSlots.ts';

/** Updates that may be encoded before one of them is submitted. */
const NUMBER_BUFFERS = 8;

type Variables = ReadonlyMap<string, tf.Variable>;

/** Which chunks decay, one number each. */
function decaysOf({ length, places }: Layout, decays: FlatPlan['decays']): tf.Tensor1D {
  const chunks = new Int32Array(length / CHUNK);
  for (const [name, { start, shape }] of places) {
    const size = numberCount(shape);
    if (decays(name)) chunks.fill(1, start / CHUNK, Math.ceil((start + size) / CHUNK));
  }
  return tf.keep(tf.tensor1d(chunks, 'int32'));
}

/** Frees what nobody holds: memory of this race's predecessors, or of weights that have moved. */
function giveBack(backend: WebgpuBackend): void {
  const { recorder, scratch } = deviceOf(backend);
  flush(backend);
  scratch.clear();
  trimPool(backend);
  recorder.forgetBuffers();
}

/** The weights of an arena in one buffer, and beside it one each of gradients and moments. */
class WebgpuFlatWeights implements FlatWeights {
  readonly moments: ReadonlyMap<string, FlatMoments>;
  readonly #backend: WebgpuBackend;
  readonly #variables: Variables;
  readonly #layout: Layout;
  readonly #decays: tf.Tensor1D;
  readonly #weights: FlatBuffer;
  readonly #gradients: FlatBuffer;
  readonly #first: FlatBuffer;
  readonly #second: FlatBuffer;
  /** Of the latest updates: one after the other takes the next. */
  readonly #numbers: readonly GPUBuffer[];
  #updates = 0;

  constructor(backend: WebgpuBackend, variables: Variables, { names, decays }: FlatPlan) {
    this.#backend = backend;
    this.#variables = variables;
    this.#layout = layoutOf(names, variables);
    this.#decays = decaysOf(this.#layout, decays);
    const buffer = () => new FlatBuffer(backend, this.#layout);
    [this.#weights, this.#gradients] = [buffer(), buffer()];
    [this.#first, this.#second] = [buffer(), buffer()];
    this.#numbers = Array.from({ length: NUMBER_BUFFERS }, () =>
      acquireStorage(backend, 4 * numberNames.length),
    );
    const view = (part: tf.Tensor) => tf.variable(part, false);
    this.moments = new Map(
      names.map((name) => [
        name,
        { first: view(this.#first.part(name)), second: view(this.#second.part(name)) },
      ]),
    );
    this.#adopt();
    for (const name of names) {
      wantGradientIn(this.#weights.part(name).dataId, this.#gradients.part(name));
    }
  }

  update(
    gradients: ReadonlyMap<string, tf.Tensor>,
    moments: ReadonlyMap<string, FlatMoments>,
    numbers: FlatUpdate,
  ): tf.Scalar {
    const backend = this.#backend;
    this.#adopt();
    for (const [name, { first, second }] of moments) {
      this.#first.adopt(name, first);
      this.#second.adopt(name, second);
    }
    for (const [name, gradient] of gradients) this.#gradients.take(name, gradient);
    const own = this.#write(numbers);
    const { recorder } = deviceOf(backend);
    const vectors = this.#layout.length / 4;
    const parts = allocate(backend, [PARTS]);
    const norm = allocate(backend, []);
    recorder.run(squareSumsKernel, [parts, this.#gradients.whole], [vectors], PART_GROUPS);
    recorder.run(clipFactorKernel, [norm, own, parts], [0], 1);
    recorder.run(
      flatAdamWKernel(numbers.beta1, numbers.beta2, numbers.epsilon),
      [
        this.#weights.whole,
        this.#first.whole,
        this.#second.whole,
        this.#gradients.whole,
        own,
        this.#decays,
      ],
      [vectors],
      flatGroups(this.#layout.length),
    );
    backend.disposeData(parts.dataId);
    for (const buffer of [this.#weights, this.#first, this.#second]) buffer.touched();
    return tf.engine().makeTensorFromDataId(norm.dataId, [], 'float32') as tf.Scalar;
  }

  follower(variables: Variables): FlatFollower {
    const own = new FlatBuffer(this.#backend, this.#layout);
    const { recorder } = deviceOf(this.#backend);
    const adopt = () => {
      for (const [name, variable] of variables) own.adopt(name, variable);
    };
    adopt();
    giveBack(this.#backend);
    return {
      step: (momentum) => {
        adopt();
        this.#adopt();
        const { length } = this.#layout;
        const sizes = [length / 4, floatBits(momentum)];
        recorder.run(followKernel, [own.whole, this.#weights.whole], sizes, flatGroups(length));
        own.touched();
      },
      dispose: () => own.dispose(),
    };
  }

  dispose(): void {
    flush(this.#backend);
    for (const name of this.#layout.places.keys()) forgetSlot(this.#weights.part(name).dataId);
    for (const { first, second } of this.moments.values()) tf.dispose([first, second]);
    for (const buffer of [this.#weights, this.#gradients, this.#first, this.#second]) {
      buffer.dispose();
    }
    this.#decays.dispose();
    for (const buffer of this.#numbers) releaseStorage(this.#backend, buffer);
  }

  ready(): void {
    this.#adopt();
    // Bind groups are found again where buffers come again in the same order.
    deviceOf(this.#backend).scratch.sort();
    sortPool(this.#backend);
  }

  #adopt(): void {
    for (const [name, variable] of this.#variables) this.#weights.adopt(name, variable);
  }

  /**
   * A write overtakes what is encoded: what still reads the old numbers is submitted before their buffer
   * comes round again.
   */
  #write({ keep, stepSize, rootCorrection, clipNorm }: FlatUpdate): BufferView {
    const turn = this.#updates++ % NUMBER_BUFFERS;
    if (turn === 0) flush(this.#backend);
    const buffer = this.#numbers[turn]!;
    const limit = Math.min(clipNorm, 3e38);
    const values = new Float32Array([1, keep, stepSize, 1 / rootCorrection, limit]);
    this.#backend.queue.writeBuffer(buffer, 0, values);
    return { buffer, offset: 0, size: buffer.size };
  }
}

/** What the variables lay in until now is given back to the device. */
export function makeFlatWeights(variables: Variables, plan: FlatPlan): FlatWeights {
  const backend = tf.backend() as unknown as WebgpuBackend;
  const flat = new WebgpuFlatWeights(backend, variables, plan);
  giveBack(backend);
  return flat;
}
