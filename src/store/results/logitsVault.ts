import type { EvaluationEvent } from '../../protocol/events.ts';

/** What one evaluation said about one split. */
export interface KeptSplit {
  readonly splitId: string;
  readonly role: 'val' | 'id' | 'ood';
  /** [n, C] row-major. */
  readonly logits: Float32Array;
  readonly labels: Int32Array;
  /** Positions of the images within the split. */
  readonly indices: Int32Array;
  readonly classCount: number;
}

/**
 * Every evaluation's logits by key, on the page: sliders and lists answer from here at once.
 * Kept aside from the store's state and changed in place; `evaluations` in the state tells of changes.
 */
export type LogitsVault = Map<string, readonly KeptSplit[]>;

export function keepLogits(
  vault: LogitsVault,
  key: string,
  event: EvaluationEvent,
  role: KeptSplit['role'],
): void {
  const { splitId, logits, labels, indices, classCount } = event;
  const others = vault.get(key)?.filter((split) => split.splitId !== splitId) ?? [];
  vault.set(key, [...others, { splitId, role, logits, labels, indices, classCount }]);
}
