import { argmax } from '../../math/argmax.ts';
import { fastExp } from '../../math/fastExp.ts';
import { binnedSummary } from '../../results/binnedSummary.ts';
import type { EvaluationSummary, Interval, SummaryOptions } from '../../results/types.ts';
import type { KeptSplit } from './logitsVault.ts';

/** What no temperature changes: the top logit of each row, and whether its class is the label. */
interface Ranking {
  readonly top: Float64Array;
  readonly correct: Uint8Array;
}

const rankings = new WeakMap<KeptSplit, Ranking>();

function rankingOf(split: KeptSplit): Ranking {
  const known = rankings.get(split);
  if (known) return known;
  const { logits, labels, classCount } = split;
  const top = new Float64Array(labels.length);
  const correct = new Uint8Array(labels.length);
  for (let i = 0; i < labels.length; i++) {
    const row = i * classCount;
    const best = argmax(logits, row, classCount);
    top[i] = logits[row + best]!;
    correct[i] = best === labels[i] ? 1 : 0;
  }
  const ranking = { top, correct };
  rankings.set(split, ranking);
  return ranking;
}

/** Works out ahead what the first move of a slider would have to. */
export function prepareQuick(splits: readonly KeptSplit[]): void {
  for (const split of splits) {
    if (!rankings.has(split))
      quickSummary(split, { temperature: 1, binCount: 1, binning: 'width' });
  }
}

export type QuickOptions = Omit<SummaryOptions, 'draws'>;

/**
 * `summarise` without bootstrap, at a tenth of its price: what a slider may ask for in a frame.
 *
 * One pass over the logits serves every number, with e_k = exp((z_k − max z)/T) and s = Σ e_k:
 *
 *   confidence = 1/s     −log p_y = log s − (z_y − max z)/T     Brier = Σ e_k²/s² − 2 e_y/s + 1
 *
 * The top logit and the correctness of each row are worked out once per split and kept with it.
 * Equal to `summarise` to 1e-9.
 *
 * @param accuracyInterval of an earlier bootstrap of this split; no temperature changes it
 * @returns intervals of ECE and bins are null: they belong to the temperature they were drawn at
 */
export function quickSummary(
  split: KeptSplit,
  { temperature, binCount, binning }: QuickOptions,
  accuracyInterval: Interval | null = null,
): EvaluationSummary {
  const { logits, labels, classCount } = split;
  const n = labels.length;
  const ranking = rankingOf(split);
  const confidence = new Float64Array(n);
  const correct = new Uint8Array(n);
  const inverse = 1 / temperature;
  let nll = 0;
  let brier = 0;
  for (let i = 0; i < n; i++) {
    const row = i * classCount;
    const top = ranking.top[i]!;
    let sum = 0;
    let squares = 0;
    for (let k = row; k < row + classCount; k++) {
      const weight = fastExp((logits[k]! - top) * inverse);
      sum += weight;
      squares += weight * weight;
    }
    const below = (logits[row + labels[i]!]! - top) * inverse;
    confidence[i] = 1 / sum;
    // A row with NaN or +Infinity has no sum and counts as wrong.
    correct[i] = sum >= 1 ? ranking.correct[i]! : 0;
    nll += Math.log(sum) - below;
    brier += squares / (sum * sum) - (2 * Math.exp(below)) / sum + 1;
  }
  return binnedSummary(
    { n, confidence, correct },
    { temperature, binCount, binning },
    { nll: nll / n, brier: brier / n },
    () => ({ accuracy: accuracyInterval, ece: null, binAccuracy: [] }),
  );
}
