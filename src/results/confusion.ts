/** One answer: the true class and the class that was said. */
export interface Answer {
  readonly label: number;
  readonly predicted: number;
}

/** [C, C] row-major: how many images of class `row` were taken for class `column`. Sums to n. */
export function confusionCounts(answers: readonly Answer[], classCount: number): Int32Array {
  const counts = new Int32Array(classCount * classCount);
  for (const { label, predicted } of answers) counts[label * classCount + predicted]! += 1;
  return counts;
}

export interface ConfusedPair extends Answer {
  readonly count: number;
}

/** Wrong answers by kind, the most frequent first; of equals in class order. */
export function confusedPairs(counts: Int32Array, classCount: number): readonly ConfusedPair[] {
  const pairs: ConfusedPair[] = [];
  counts.forEach((count, cell) => {
    const label = Math.floor(cell / classCount);
    const predicted = cell % classCount;
    if (count > 0 && label !== predicted) pairs.push({ label, predicted, count });
  });
  return pairs.sort((a, b) => b.count - a.count);
}

/** [C] images of each true class, and those answered rightly. */
export interface ClassTotals {
  readonly count: Int32Array;
  readonly correct: Int32Array;
}

/** Row sums and diagonal of a confusion matrix. */
export function classTotals(counts: Int32Array, classCount: number): ClassTotals {
  const count = new Int32Array(classCount);
  const correct = new Int32Array(classCount);
  for (let label = 0; label < classCount; label++) {
    for (let said = 0; said < classCount; said++) {
      count[label]! += counts[label * classCount + said]!;
    }
    correct[label] = counts[label * (classCount + 1)]!;
  }
  return { count, correct };
}
