import type { LinkedState } from './linkedState.ts';

export interface LinkSlice {
  /** What a link without a word in it stands for; null before the lab knows its methods. */
  readonly linkStandard: LinkedState | null;
}
