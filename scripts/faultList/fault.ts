/** A test, by file under tests/ and name. */
export type Proof = readonly [file: string, name: string];

export interface Fault {
  readonly when: string;
  readonly does: string;
  /** Tests that inject it; none where `why` says what stands in the way. */
  readonly proofs: readonly Proof[];
  readonly why?: string;
}
