import type { Binning } from '../../metrics/binEdges.ts';
import { metricValue } from '../../results/tableColumns.ts';
import { tableRow } from '../../results/tableRow.ts';
import type { EvaluationSummary, MethodResult, SplitResult } from '../../results/types.ts';
import { BoundedMap } from '../kit/boundedMap.ts';
import { Differences } from './differences.ts';
import type { LogitsVault } from './logitsVault.ts';
import { quickSummary } from './quickSummary.ts';

/** What of an evaluation is asked for. */
export interface SummaryOptions {
  /** Logits are divided by it; 'own' is the temperature fitted on the evaluation's validation split. */
  readonly temperature: number | 'own';
  readonly binCount: number;
  readonly binning: Binning;
}

/** Summaries that stay whatever there is: some 3 kB each. */
const leastKept = 4000;
/** And for each evaluation, so that curves, which ask for all of them, find all of them known. */
const keptEach = 50;

const nameOf = (
  key: string,
  splitId: string,
  {
    temperature,
    binCount,
    binning,
  }: Pick<EvaluationSummary, 'temperature' | 'binCount' | 'binning'>,
) => `${key} ${splitId} ${temperature} ${binCount} ${binning}`;

interface Composed {
  readonly taken: MethodResult;
  readonly result: MethodResult;
}

const incomplete = new WeakMap<MethodResult, Map<string, MethodResult>>();

/**
 * What was kept of an evaluation without logits, where other bins or another temperature are asked
 * for: the numbers that these change are not there.
 */
function asFarAsSaid(
  taken: MethodResult,
  { binCount, binning }: SummaryOptions,
  temperature: number,
): MethodResult {
  const [first] = taken.splits;
  const sameBins = first?.raw.binCount === binCount && first.raw.binning === binning;
  const sameT = first?.scaled.temperature === temperature;
  if (!first || (sameBins && sameT)) return taken;
  const own = incomplete.get(taken) ?? new Map<string, MethodResult>();
  incomplete.set(taken, own);
  const name = `${sameBins} ${sameT}`;
  const known = own.get(name);
  if (known) return known;
  const none = { idEceTs: Number.NaN, oodEceTs: Number.NaN };
  const row = {
    ...taken.row,
    ...none,
    ...(sameBins ? {} : { idEce: Number.NaN, oodEce: Number.NaN }),
  };
  const result = { ...taken, row };
  own.set(name, result);
  return result;
}

/**
 * Every summary of the page, by evaluation, split, temperature and bins: one place that knows them,
 * whoever asks. What the statistics worker said is kept; what it has not said is worked out at once
 * from the logits on the page, without the intervals that take a bootstrap. The least used leave when
 * there are too many. Answers are the same object as long as they say the same.
 */
export class Summaries {
  readonly #vault: LogitsVault;
  readonly #least: number;
  /** What was said of two evaluations beside one another. */
  readonly differences = new Differences();
  readonly #known = new BoundedMap<EvaluationSummary>(
    () => this.#limit,
    ({ eceInterval }) => {
      if (eceInterval) this.#losses += 1;
    },
  );
  /** The worker's newest word on each evaluation. */
  readonly #taken = new Map<string, MethodResult>();
  readonly #composed = new BoundedMap<Composed>(() => this.#limit);
  #passes = 0;
  #losses = 0;

  constructor(vault: LogitsVault, least = leastKept) {
    this.#vault = vault;
    this.#least = least;
  }

  /** How often logits were walked through so far. */
  get passes(): number {
    return this.#passes;
  }

  /** Rises when something that the worker said has left: it can be asked again. */
  get losses(): number {
    return this.#losses;
  }

  /** Temperature fitted on the evaluation's validation split; undefined before the worker has answered. */
  fit(key: string): number | undefined {
    return this.#taken.get(key)?.temperature;
  }

  /** One split; null where neither an answer nor logits are here, or 'own' is not fitted yet. */
  summary(key: string, splitId: string, options: SummaryOptions): EvaluationSummary | null {
    const temperature = options.temperature === 'own' ? this.fit(key) : options.temperature;
    if (temperature === undefined) return null;
    const { binCount, binning } = options;
    const exact = { temperature, binCount, binning };
    const name = nameOf(key, splitId, exact);
    const known = this.#known.get(name);
    if (known) return known;
    const split = this.#vault.get(key)?.find((kept) => kept.splitId === splitId);
    if (!split) return null;
    this.#passes += 1;
    // No temperature and no bins change the accuracy: its interval is known from any other answer.
    const { accuracyInterval = null } = this.last(key, splitId)?.raw ?? {};
    const quick = quickSummary(split, exact, accuracyInterval);
    this.#known.set(name, quick);
    return quick;
  }

  /**
   * All splits and the row of the table; null before the worker has answered once. Of an evaluation
   * whose logits are not here, what was last said of it, whatever is asked.
   */
  result(key: string, options: SummaryOptions): MethodResult | null {
    const taken = this.#taken.get(key);
    if (!taken) return null;
    const temperature = options.temperature === 'own' ? taken.temperature : options.temperature;
    const splits: SplitResult[] = [];
    for (const { splitId, role } of taken.splits) {
      const raw = this.summary(key, splitId, { ...options, temperature: 1 });
      const scaled = this.summary(key, splitId, { ...options, temperature });
      if (!raw || !scaled) return asFarAsSaid(taken, options, temperature);
      splits.push({ splitId, role, raw, scaled });
    }
    const name = nameOf(key, '', { ...options, temperature });
    const before = this.#composed.get(name);
    const same =
      before?.taken === taken &&
      before.result.splits.every(
        ({ raw, scaled }, i) => raw === splits[i]!.raw && scaled === splits[i]!.scaled,
      );
    if (same) return before.result;
    const result = { ...taken, splits, row: tableRow(splits, temperature) };
    this.#composed.set(name, { taken, result });
    return result;
  }

  /** What the worker last said of one split. */
  last(key: string, splitId: string): SplitResult | undefined {
    return this.#taken.get(key)?.splits.find((one) => one.splitId === splitId);
  }

  /** Whether this can be answered for these options, be it without intervals. */
  has(key: string, { binCount, binning }: SummaryOptions): boolean {
    const [first] = this.#taken.get(key)?.splits ?? [];
    if (!first) return false;
    const { raw } = first;
    return this.#vault.has(key) || (raw.binCount === binCount && raw.binning === binning);
  }

  /** Whether all splits with images are known with their intervals. */
  isWhole(key: string, options: SummaryOptions): boolean {
    const temperature = options.temperature === 'own' ? this.fit(key) : options.temperature;
    if (temperature === undefined) return false;
    return (this.#taken.get(key)?.splits ?? this.#vault.get(key) ?? []).every(({ splitId }) => {
      const known = this.#known.get(nameOf(key, splitId, { ...options, temperature }));
      return known !== undefined && (known.n === 0 || known.eceInterval !== null);
    });
  }

  /** Whether all splits are known with these metrics, raw and scaled. */
  isMeasured(key: string, options: SummaryOptions, metrics: readonly string[]): boolean {
    const temperature = options.temperature === 'own' ? this.fit(key) : options.temperature;
    if (temperature === undefined) return false;
    return (this.#taken.get(key)?.splits ?? []).every(({ splitId }) =>
      [1, temperature].every((at) => {
        const known = this.#known.get(nameOf(key, splitId, { ...options, temperature: at }));
        return known && metrics.every((id) => metricValue(known, id) !== undefined);
      }),
    );
  }

  /** Takes the worker's answer; what is known of the same question already is added to it. */
  take(key: string, result: MethodResult): void {
    const splits = result.splits.map((split): SplitResult => {
      const { splitId } = split;
      const raw = this.#merge(key, splitId, split.raw);
      const scaled = split.scaled === split.raw ? raw : this.#merge(key, splitId, split.scaled);
      return raw === split.raw && scaled === split.scaled ? split : { ...split, raw, scaled };
    });
    const isAsSaid = splits.every((split, i) => split === result.splits[i]);
    this.#taken.set(key, isAsSaid ? result : { ...result, splits });
  }

  /** Forgets these evaluations. */
  forget(isGone: (key: string) => boolean): void {
    this.#losses += 1;
    for (const map of [this.#known, this.#taken, this.#composed]) {
      for (const name of map.keys()) if (isGone(name.split(' ', 1)[0]!)) map.delete(name);
    }
    this.differences.forget(isGone);
  }

  /** Intervals are not taken away by an answer without them, nor metrics by one with others. */
  #merge(key: string, splitId: string, summary: EvaluationSummary): EvaluationSummary {
    const name = nameOf(key, splitId, summary);
    const known = this.#known.get(name);
    const base = summary.eceInterval === null && known?.eceInterval ? known : summary;
    const metrics = { ...known?.metrics, ...summary.metrics };
    const isWhole = Object.keys(metrics).length === Object.keys(base.metrics ?? {}).length;
    const merged = isWhole ? base : { ...base, metrics };
    this.#known.set(name, merged);
    return merged;
  }

  get #limit(): number {
    return Math.max(this.#least, keptEach * this.#vault.size);
  }
}
