import type { MatMulShape } from '../src/engine/measure/matMulRate.ts';
import { median } from '../src/math/median.ts';
import type { Backend, CountedStep, EngineName, Ground, Images, MethodId } from './contestant.ts';

/** Processor time that the browser took, ms; null where nobody can say. */
interface Timed {
  readonly cpuMs: number | null;
}
export type TimedStep = CountedStep & Timed;
export type TimedImages = Images & Timed;

/** All steps of one engine with one method on one backend, in their order. */
export interface StepSeries {
  readonly backend: Backend;
  readonly engine: EngineName;
  readonly method: MethodId;
  /** Of the samples, the first so many. */
  readonly warmup: number;
  readonly samples: readonly TimedStep[];
  /** JavaScript of a step with the GPU given nothing to do, ms; empty on WASM. */
  readonly javascript: readonly number[];
}

/** What was measured on one backend, before anything is concluded. */
export interface BackendMeasurement {
  readonly backend: Backend;
  readonly batch: number;
  /** The peers compute the last block of a tower for every token, the lab for the pooled one. */
  readonly wholeBlocks: boolean;
  readonly grounds: Readonly<Partial<Record<EngineName, Ground>>>;
  readonly series: readonly StepSeries[];
  /** One a round, warm-up left out. */
  readonly evaluations: readonly TimedImages[];
  /** GFLOPS of the lab's linear layer, x·Wᵀ. */
  readonly products: readonly (MatMulShape & { readonly gflops: number })[];
  /** Most bytes of GPU buffers at once around steps of CaRot; null on WASM. */
  readonly memory: {
    readonly batch: number;
    readonly ours: number;
    readonly tfjs: number | null;
  } | null;
}

/** Steps whose losses must agree; later, training amplifies what rounding differs by. */
const COMPARED = 3;
/** Relative. */
const TOLERANCE = 1e-4;

/** Largest relative difference of two series' first losses. */
export function lossGap(ours: StepSeries, theirs: StepSeries): number {
  const gaps = ours.samples.slice(0, COMPARED).map(({ loss }, i) => {
    const other = theirs.samples[i]?.loss ?? Number.NaN;
    return Math.abs(other - loss) / Math.abs(loss);
  });
  return gaps.every(Number.isFinite) ? Math.max(...gaps) : Number.POSITIVE_INFINITY;
}

export const countedMs = ({ samples, warmup }: StepSeries): readonly number[] =>
  samples.slice(warmup).map(({ ms }) => ms);

/** null where it is not known. */
function medianCpu(samples: readonly Timed[]): number | null {
  const known = samples.flatMap(({ cpuMs }) => (cpuMs === null ? [] : [cpuMs]));
  return known.length > 0 ? median(known) : null;
}

/** Processor time of the counted steps, ms; null where it is not known. */
export const medianCpuMs = ({ samples, warmup }: StepSeries): number | null =>
  medianCpu(samples.slice(warmup));

/** How many times as long a peer's step takes. */
export interface Comparison {
  readonly backend: Backend;
  readonly method: MethodId;
  readonly peer: EngineName;
  /** Of the medians; null where the peer does not do the same. */
  readonly ratio: number | null;
  /** The same of processor time, which other work on the machine moves less. */
  readonly cpuRatio: number | null;
  /** Smallest and largest ratio within a round. */
  readonly range: readonly [number, number] | null;
  readonly lossGap: number;
  /** Why there is no ratio. */
  readonly withheld: string | null;
}

function compare(ours: StepSeries, theirs: StepSeries): Comparison {
  const gap = lossGap(ours, theirs);
  const { backend, method } = ours;
  const base = { backend, method, peer: theirs.engine, lossGap: gap };
  if (!(gap <= TOLERANCE)) {
    const withheld = `${theirs.engine} on ${backend}, ${method}: its losses over the first ${COMPARED} steps differ by ${gap.toExponential(1)}, more than ${TOLERANCE}, so it does not do the same`;
    return { ...base, ratio: null, cpuRatio: null, range: null, withheld };
  }
  const [mine, other] = [countedMs(ours), countedMs(theirs)];
  const each = mine.map((ms, i) => other[i]! / ms);
  const range = [Math.min(...each), Math.max(...each)] as const;
  const [myCpu, otherCpu] = [medianCpuMs(ours), medianCpuMs(theirs)];
  const cpuRatio = myCpu && otherCpu ? otherCpu / myCpu : null;
  return { ...base, ratio: median(other) / median(mine), cpuRatio, range, withheld: null };
}

/** The lab against each peer, by backend and method. */
export function comparisons(measured: readonly BackendMeasurement[]): Comparison[] {
  return measured.flatMap(({ series }) =>
    series
      .filter(({ engine }) => engine === 'ours')
      .flatMap((ours) =>
        series
          .filter(({ engine, method }) => engine !== 'ours' && method === ours.method)
          .map((theirs) => compare(ours, theirs)),
      ),
  );
}

/** The smallest over the methods; null where one of them is withheld or none was measured. */
function leastRatio(all: readonly Comparison[], backend: Backend, peer: EngineName) {
  const ratios = all
    .filter((one) => one.backend === backend && one.peer === peer)
    .map(({ ratio }) => ratio);
  return ratios.length === 0 || ratios.includes(null) ? null : Math.min(...(ratios as number[]));
}

const byMethod = (series: readonly StepSeries[], read: (one: StepSeries) => number) =>
  Object.fromEntries(series.map((one) => [one.method, read(one)]));

/** Images a second, evaluating and training. */
export interface EvaluationRate extends TimedImages {
  readonly imagesPerSecond: number;
  /** Of the lab's fastest method. */
  readonly trainingImagesPerSecond: number;
  /** How many times as many. */
  readonly ratio: number;
  readonly cpuRatio: number | null;
  /** Smallest and largest ratio within a round; reports of version 1 evaluated once. */
  readonly range?: readonly [number, number];
}

/** Of the medians; null where nothing was evaluated. */
function evaluationOf({ evaluations, series, batch }: BackendMeasurement): EvaluationRate | null {
  const [first] = evaluations;
  if (!first) return null;
  const { images } = first;
  const [fastest] = series
    .filter(({ engine }) => engine === 'ours')
    .sort((a, b) => median(countedMs(a)) - median(countedMs(b)));
  const steps = countedMs(fastest!);
  const share = images / batch;
  const each = evaluations.map(({ ms }, i) => (share * steps[i]!) / ms);
  const [ms, cpuMs] = [median(evaluations.map((one) => one.ms)), medianCpu(evaluations)];
  const cpuStep = medianCpuMs(fastest!);
  const [imagesPerSecond, trained] = [(images * 1000) / ms, (batch * 1000) / median(steps)];
  return {
    ...{ images, ms, cpuMs, imagesPerSecond },
    trainingImagesPerSecond: trained,
    ratio: imagesPerSecond / trained,
    cpuRatio: cpuMs && cpuStep ? (share * cpuStep) / cpuMs : null,
    range: [Math.min(...each), Math.max(...each)],
  };
}

export interface BenchReport {
  readonly version: 1 | 2;
  readonly created: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly isCrossOriginIsolated: boolean;
  readonly cores: number;
  readonly ratios: Readonly<
    Record<'webgpuVsTfjs' | 'webgpuVsJax' | 'wasmVsTfjs' | 'wasmVsJax', number | null>
  >;
  /** Of the lab on WebGPU, by method. */
  readonly dispatches: Readonly<Record<string, number>>;
  /** On WebGPU, medians, by engine and method. */
  readonly jsMsPerStep: Readonly<Partial<Record<EngineName, Readonly<Record<string, number>>>>>;
  readonly evaluation: Readonly<Partial<Record<Backend, EvaluationRate | null>>>;
  readonly comparisons: readonly Comparison[];
  readonly measured: readonly BackendMeasurement[];
}

/** What follows from the measurements. */
export function benchReport(
  measured: readonly BackendMeasurement[],
  about: Pick<BenchReport, 'created' | 'versions' | 'isCrossOriginIsolated' | 'cores'>,
): BenchReport {
  const all = comparisons(measured);
  const onGpu = measured.find(({ backend }) => backend === 'webgpu')?.series ?? [];
  const of = (engine: EngineName) => onGpu.filter((one) => one.engine === engine);
  const timed = (['ours', 'tfjs', 'jax'] as const).filter((engine) =>
    of(engine).some(({ javascript }) => javascript.length > 0),
  );
  return {
    version: 2,
    ...about,
    ratios: {
      webgpuVsTfjs: leastRatio(all, 'webgpu', 'tfjs'),
      webgpuVsJax: leastRatio(all, 'webgpu', 'jax'),
      wasmVsTfjs: leastRatio(all, 'wasm', 'tfjs'),
      wasmVsJax: leastRatio(all, 'wasm', 'jax'),
    },
    dispatches: byMethod(of('ours'), ({ samples }) => samples.at(-1)!.dispatches),
    jsMsPerStep: Object.fromEntries(
      timed.map((engine) => [engine, byMethod(of(engine), (one) => median(one.javascript))]),
    ),
    evaluation: Object.fromEntries(measured.map((one) => [one.backend, evaluationOf(one)])),
    comparisons: all,
    measured,
  };
}
