import { createRng, rngStreams } from '../math/rng.ts';

/**
 * The seed of everything about an evaluation that is drawn: which images, and how they are corrupted.
 * Never a run's own: then a seed would change the images as well as the training, and a spread over
 * seeds would mix the two.
 */
export const evaluationSeed = 0;

/** Whole numbers proportional to the class counts that sum to `limit` (largest remainders). */
function allot(counts: readonly number[], limit: number, tieOrder: Int32Array): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const shares = counts.map((count) => Math.floor((count * limit) / total));
  const remainder = (c: number) => (counts[c]! * limit) % total;
  let left = limit - shares.reduce((sum, share) => sum + share, 0);
  // The sort is stable, so equal remainders stay in the seeded order.
  for (const c of Array.from(tieOrder).sort((a, b) => remainder(b) - remainder(a))) {
    if (left === 0) break;
    shares[c] = shares[c]! + 1;
    left -= 1;
  }
  return shares;
}

/**
 * A fixed subset with every class in proportion: class c gets the whole number below or above
 * n_c · limit / n, by largest remainders, and its members are drawn without replacement.
 *
 * Random numbers, all from stream `subset`: substream 0 shuffles the classes 0 … C − 1 (the order
 * in which equal remainders are served); substream c + 1 shuffles the members of class c, given in
 * ascending order, of which the first are taken.
 *
 * @param labels [n] class of each image
 * @param limit  wanted size; 0, or n and more, means all
 * @returns [min(limit, n)] positions, ascending
 */
export function stratifiedSubset(labels: Int32Array, limit: number, seed: number): Int32Array {
  if (limit <= 0 || limit >= labels.length) return Int32Array.from(labels.keys());
  const members: number[][] = [];
  labels.forEach((label, i) => {
    while (members.length <= label) members.push([]);
    members[label]!.push(i);
  });
  const tieOrder = Int32Array.from(members.keys());
  createRng(seed, rngStreams.subset, 0).shuffle(tieOrder);
  const shares = allot(
    members.map((indices) => indices.length),
    limit,
    tieOrder,
  );
  const chosen = members.flatMap((indices, c) => {
    const shuffled = Int32Array.from(indices);
    createRng(seed, rngStreams.subset, c + 1).shuffle(shuffled);
    return Array.from(shuffled.subarray(0, shares[c]));
  });
  return Int32Array.from(chosen).sort();
}
