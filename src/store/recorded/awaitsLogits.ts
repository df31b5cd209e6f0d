import type { RunSlice } from '../run/state.ts';
import type { RecordedSlice } from './state.ts';

/** Whether the logits of the recorded race on the page are on their way, or about to be. */
export const awaitsLogits = ({ recorded, run }: RecordedSlice & RunSlice): boolean =>
  run?.recorded === true && recorded.logits !== 'here' && recorded.error === null;
