import type { Facts } from './facts.ts';

/** A symbol of a formula. */
export interface FormulaSymbol {
  /** As it is printed: "n_b" has an index. */
  readonly symbol: string;
  readonly means: string;
  /** Its number in the run on the page; null where there is none. */
  value(facts: Facts): string | null;
}

/** A formula in pieces: signs as they stand, and symbols that tell their number. */
export interface Formula {
  /** Read aloud in place of the signs. */
  readonly spoken: string;
  readonly parts: readonly (string | FormulaSymbol)[];
  /** Of what the numbers are. */
  of(facts: Facts): string;
}
