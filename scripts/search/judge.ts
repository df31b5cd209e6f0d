import { oneStandardError } from '../../src/math/oneStandardError.ts';
import { sampleSummary } from '../../src/math/sampleSummary.ts';
import { readStudy } from '../studyResults.ts';

/** One line of a search. */
export interface Trial {
  readonly method: string;
  readonly seed: number;
  readonly params: Readonly<Record<string, number | string>>;
  readonly config: {
    readonly steps: number;
    readonly maxShift: number;
    readonly optimizer: Readonly<Record<string, number | boolean>>;
  };
  readonly dataset: string;
  readonly model: string;
  readonly valN: number;
  readonly valAcc: number;
  readonly valNll: number;
  readonly valEce: number;
  readonly valSignedGap: number;
  readonly temperature: number;
  /** [valN] of each image: its NLL, and 1 where it is right; absent in trials made before they were kept. */
  readonly valNlls?: readonly number[];
  readonly valRight?: readonly number[];
  /** Why there are no numbers: the run diverged. */
  readonly problem?: string;
}

/** A mean over the images, with its 95 % interval. */
export interface Paired {
  readonly mean: number;
  readonly interval: readonly [low: number, high: number];
}

export interface Judged {
  readonly trial: Trial;
  /** What differs from the defaults; empty for the defaults. */
  readonly changes: Readonly<Record<string, number | string | boolean>>;
  /** Accuracy within one standard error of the best of the settings that are the method's own. */
  readonly near: boolean;
  /** NLL, and accuracy, minus those of the defaults; null where the images are not known. */
  readonly nllDifference: Paired | null;
  readonly accuracyDifference: Paired | null;
}

export interface MethodSearch {
  readonly method: string;
  readonly label: string;
  /** In the order of their NLL. */
  readonly trials: readonly Judged[];
  /** What the one-standard-error rule takes of the settings that are the method's own. */
  readonly chosen: Judged;
  /** What more seeds say of it; null where the images do not tell it, or they are not tried yet. */
  readonly overSeeds: OverSeeds | null;
  /**
   * What becomes of the defaults. They stay if they are what is chosen, or if the images, or three seeds,
   * do not tell it from them; open while the images tell and the seeds were not asked.
   */
  readonly verdict: 'stays' | 'goes' | 'open';
}

/** Settings that all lanes of a race share. */
const shared = (trial: Trial) => ({
  learningRate: trial.config.optimizer.learningRate!,
  weightDecay: trial.config.optimizer.weightDecay!,
  warmupFraction: trial.config.optimizer.warmupFraction!,
  clipNorm: trial.config.optimizer.clipNorm!,
  maxShift: trial.config.maxShift,
  steps: trial.config.steps,
});
/** The lab's defaults are those of the recorded study. */
const study = readStudy();
const { lanes, optimizer, maxShift, steps } = study.design.config;
const sharedDefaults: Readonly<Record<string, unknown>> = { ...optimizer, maxShift, steps };
const labelOf = (id: string) =>
  study.points[0]!.rows.find(({ methodId }) => methodId === id)?.label ?? id;

function changesOf(trial: Trial): Judged['changes'] {
  const own: Readonly<Record<string, unknown>> =
    lanes.find(({ methodId }) => methodId === trial.method)?.params ?? {};
  const different = (values: Readonly<Record<string, unknown>>, defaults: typeof own) =>
    Object.entries(values).filter(([name, value]) => defaults[name] !== value);
  return Object.fromEntries([
    ...different(shared(trial), sharedDefaults),
    ...different(trial.params, own),
  ]) as Judged['changes'];
}

const isShared = (name: string) => name in sharedDefaults;
const z = 1.959963984540054;

/** First minus second, image by image. */
function paired(
  first: readonly number[] | undefined,
  second: readonly number[] | undefined,
): Paired | null {
  if (!first || !second) return null;
  const each = first.map((value, i) => value - second[i]!);
  const n = each.length;
  const mean = each.reduce((sum, value) => sum + value, 0) / n;
  const variance = each.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  const reach = z * Math.sqrt(variance / n);
  return { mean, interval: [mean - reach, mean + reach] };
}

/**
 * Whether a setting is told to be better than the defaults: it has a lower NLL or a higher accuracy, and
 * is told to be worse in neither.
 */
function isTold(nll: Paired, accuracy: Paired): boolean {
  const isBetter = nll.interval[1] < 0 || accuracy.interval[0] > 0;
  const isWorse = nll.interval[0] > 0 || accuracy.interval[1] < 0;
  return isBetter && !isWorse;
}

/** @throws Error when trials differ in data or model, or one comes twice */
function checkTogether(trials: readonly Trial[]): void {
  const [first] = trials;
  if (!first) throw new Error('There are no trials');
  const seen = new Set<string>();
  for (const trial of trials) {
    const { dataset, model, seed, valN } = trial;
    if (dataset !== first.dataset || model !== first.model) {
      throw new Error(`A trial of ${trial.method} is of another experiment`);
    }
    if (valN !== first.valN) throw new Error(`A trial of ${trial.method} saw other images`);
    const name = JSON.stringify([trial.method, seed, changesOf(trial)]);
    if (seen.has(name)) throw new Error(`Twice: ${name}`);
    seen.add(name);
  }
}

/** A setting beside the defaults over the seeds that both were tried with. */
export interface OverSeeds {
  readonly seeds: readonly number[];
  readonly nll: Paired;
  readonly accuracy: Paired;
}

/** Null with fewer than three seeds. */
function overSeeds(trials: readonly Trial[], changes: Judged['changes']): OverSeeds | null {
  const isOf = (wanted: Judged['changes']) => (trial: Trial) =>
    JSON.stringify(changesOf(trial)) === JSON.stringify(wanted);
  const pairs = trials.filter(isOf(changes)).flatMap((trial) => {
    const base = trials.filter(isOf({})).find(({ seed }) => seed === trial.seed);
    return base ? [{ trial, base }] : [];
  });
  if (pairs.length < 3) return null;
  const difference = (value: (trial: Trial) => number): Paired => {
    const { mean, interval } = sampleSummary(pairs.map((p) => value(p.trial) - value(p.base)));
    return { mean, interval: interval! };
  };
  return {
    seeds: pairs.map(({ trial }) => trial.seed).sort((a, b) => a - b),
    nll: difference(({ valNll }) => valNll),
    accuracy: difference(({ valAcc }) => valAcc),
  };
}

/**
 * The search of every method, made with the lowest seed; what other seeds say is asked where the images
 * tell what is chosen from the defaults.
 *
 * @throws Error when trials differ in data or model, one comes twice, or the defaults lack
 */
export function judge(all: readonly Trial[]): readonly MethodSearch[] {
  const trials = all.filter(({ problem }) => problem === undefined);
  checkTogether(trials);
  const firstSeed = Math.min(...trials.map(({ seed }) => seed));
  return [...new Set(trials.map(({ method }) => method))].map((method) => {
    const ofMethod = trials.filter((trial) => trial.method === method);
    const own = ofMethod.filter(({ seed }) => seed === firstSeed);
    const base = own.find((trial) => Object.keys(changesOf(trial)).length === 0);
    if (!base) throw new Error(`${method} was not tried with the defaults`);
    const isOwn = (trial: Trial) => !Object.keys(changesOf(trial)).some(isShared);
    const best = Math.max(...own.filter(isOwn).map(({ valAcc }) => valAcc));
    const error = Math.sqrt((best * (1 - best)) / base.valN);
    const judged = own
      .map(
        (trial): Judged => ({
          trial,
          changes: changesOf(trial),
          near: trial.valAcc >= best - error,
          nllDifference: trial === base ? null : paired(trial.valNlls, base.valNlls),
          accuracyDifference: trial === base ? null : paired(trial.valRight, base.valRight),
        }),
      )
      .sort((a, b) => a.trial.valNll - b.trial.valNll);
    const choosable = judged.filter(({ trial }) => isOwn(trial));
    const index = oneStandardError(
      choosable.map(({ trial }) => ({ accuracy: trial.valAcc, nll: trial.valNll })),
      base.valN,
    );
    const chosen = choosable[index!]!;
    const { changes, nllDifference, accuracyDifference } = chosen;
    if (chosen.trial !== base && !(nllDifference && accuracyDifference)) {
      throw new Error(`${method}: what is chosen is not known image by image`);
    }
    const byImages =
      nllDifference !== null &&
      accuracyDifference !== null &&
      isTold(nllDifference, accuracyDifference);
    const seeds = byImages ? overSeeds(ofMethod, changes) : null;
    const verdict = !byImages
      ? 'stays'
      : !seeds
        ? 'open'
        : isTold(seeds.nll, seeds.accuracy)
          ? 'goes'
          : 'stays';
    return { method, label: labelOf(method), trials: judged, chosen, overSeeds: seeds, verdict };
  });
}
