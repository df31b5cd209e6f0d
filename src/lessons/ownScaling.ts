import { evaluation } from '../metrics/evaluation.ts';
import { meanEceDifference } from '../results/meanEceDifference.ts';
import type { Difference } from '../results/types.ts';
import { historyBins } from '../store/results/evaluationKey.ts';
import { finalKeys } from '../store/results/findings.ts';
import type { KeptSplit } from '../store/results/logitsVault.ts';
import type { Facts } from './facts.ts';

const known = new WeakMap<readonly KeptSplit[], Map<string, Difference>>();

/**
 * A method's ECE at its own T* minus its raw ECE, on the same answers: what its temperature does, by
 * the same paired interval as a difference of two methods.
 *
 * @returns 'no-logits' where its answers are not here; undefined before its final evaluation
 */
export function ownScaling(
  { state, temperature }: Facts,
  id: string,
  role: 'id' | 'ood',
): Difference | 'no-logits' | undefined {
  const key = finalKeys(state)[id];
  const own = temperature(id);
  if (key === undefined || own === null) return undefined;
  const splits = state.vault.get(key);
  const wanted = splits?.filter((split) => split.role === role && split.labels.length > 0) ?? [];
  if (!splits || wanted.length === 0) return 'no-logits';
  const answers = known.get(splits) ?? new Map<string, Difference>();
  known.set(splits, answers);
  const name = `${role} ${own}`;
  const before = answers.get(name);
  if (before) return before;
  const pairs = wanted.map(({ logits, labels, classCount }) => {
    const at = (T: number) => evaluation(logits, labels, classCount, T);
    return [at(own), at(1)] as const;
  });
  const difference = meanEceDifference(pairs, { ...historyBins, draws: 1 });
  answers.set(name, difference);
  return difference;
}
