import type { Calibrator } from './calibrator.ts';
import { type BinaryMap, fitOneVsRest } from './oneVsRest.ts';

interface Block {
  readonly low: number;
  readonly high: number;
  readonly weight: number;
  readonly sum: number;
}

const meanOf = ({ sum, weight }: Block) => sum / weight;

/**
 * The rising function with the least squared error, by pooling adjacent violators. Equal
 * probabilities are one point; between two points it is interpolated, beyond the last it stays.
 *
 * @param probability [n], n ≥ 1
 * @param outcome [n] 0 or 1
 */
export function fitIsotonic(probability: Float64Array, outcome: Uint8Array): BinaryMap {
  const order = Array.from(probability, (_, i) => i).sort(
    (a, b) => probability[a]! - probability[b]!,
  );
  const points: Block[] = [];
  for (const i of order) {
    const at = probability[i]!;
    const last = points.at(-1);
    if (last?.high === at) {
      points.pop();
      points.push({ ...last, weight: last.weight + 1, sum: last.sum + outcome[i]! });
    } else points.push({ low: at, high: at, weight: 1, sum: outcome[i]! });
  }
  const blocks: Block[] = [];
  for (const point of points) {
    let own = point;
    for (let last = blocks.at(-1); last && meanOf(last) >= meanOf(own); last = blocks.at(-1)) {
      blocks.pop();
      own = {
        low: last.low,
        high: own.high,
        weight: last.weight + own.weight,
        sum: last.sum + own.sum,
      };
    }
    blocks.push(own);
  }
  return (value) => {
    let before = blocks[0]!;
    if (value <= before.low) return meanOf(before);
    for (const block of blocks) {
      if (value < block.low) {
        const way = (value - before.high) / (block.low - before.high);
        return meanOf(before) + way * (meanOf(block) - meanOf(before));
      }
      if (value <= block.high) return meanOf(block);
      before = block;
    }
    return meanOf(before);
  };
}

export const isotonicCalibrator: Calibrator = {
  id: 'isotonic',
  label: 'Isotonic, one against the rest',
  summary: 'A rising curve for the probability of each class, then divided by their sum.',
  source: 'Zadrozny and Elkan 2002, doi:10.1145/775047.775151',
  keepsPrediction: false,
  parameters: () => undefined,
  fit: (set) => fitOneVsRest(set, fitIsotonic),
};
