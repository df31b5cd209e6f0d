import type { EvaluationEvent } from '../../protocol/events.ts';
import type { StoredSplit } from '../../results/runRecord.ts';
import type { MethodLogits } from '../../results/statsApi.ts';

/** What one evaluation said about one split: as it is kept with a run. */
export type KeptSplit = StoredSplit;

/** Of which weights logits are, as an event of the engine or a kept run says it. */
export type LogitsStamp = Pick<MethodLogits, 'methodId' | 'step' | 'scope' | 'alpha'>;

/** Hears of all logits that come, and of runs that go. */
export interface VaultListener {
  kept(key: string, evaluation: MethodLogits): void;
  /** @param prefix of the keys of one run */
  dropped(prefix: string): void;
}

/**
 * Every evaluation's logits by key, on the page: sliders and lists answer from here at once. Kept aside
 * from the store's state and changed in place; `evaluations` in the state tells of changes.
 */
export class LogitsVault extends Map<string, readonly KeptSplit[]> {
  readonly #listeners: VaultListener[] = [];

  /** A split of an evaluation; it takes the place of what is kept of it. */
  keep(key: string, { methodId, step, scope, alpha }: LogitsStamp, split: KeptSplit): void {
    const others = this.get(key)?.filter(({ splitId }) => splitId !== split.splitId) ?? [];
    this.set(key, [...others, split]);
    const evaluation = { methodId, step, scope, alpha, classCount: split.classCount };
    for (const { kept } of this.#listeners) kept(key, { ...evaluation, splits: [split] });
  }

  override clear(): void {
    const prefixes = new Set([...this.keys()].map((key) => key.slice(0, key.indexOf('/') + 1)));
    super.clear();
    for (const { dropped } of this.#listeners) for (const prefix of prefixes) dropped(prefix);
  }

  follow(listener: VaultListener): void {
    this.#listeners.push(listener);
  }
}

/** The split of an event of the engine. */
export const splitOf = (
  { splitId, logits, labels, indices, classCount }: EvaluationEvent,
  role: KeptSplit['role'],
): KeptSplit => ({ splitId, role, logits, labels, indices, classCount });
