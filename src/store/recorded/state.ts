import type { LabErrorShape } from '../../protocol/labError.ts';
import type { Recording } from '../../results/recording.ts';
import type { MethodResult } from '../../results/types.ts';
import type { Evaluation } from '../results/state.ts';

export interface RecordedState {
  /** `none`: no race was recorded with this model and dataset. */
  readonly phase: 'unasked' | 'looking' | 'shown' | 'none' | 'failed';
  /** Whether there is one, as far as anybody has asked. */
  readonly isThere: boolean;
  readonly recording: Recording | null;
  /** Its live evaluations, by method, oldest first: what a race of one's own is drawn over. */
  readonly history: Readonly<Record<string, readonly MethodResult[]>>;
  /** Where its address lies, for the picture of its faces. */
  readonly facesUrl: string | null;
  /** Its logits: nobody has wanted them yet, they come, or are here. */
  readonly logits: 'unasked' | 'coming' | 'here';
  /** What was measured here of a model that nothing trains, while the recorded race is on the page. */
  readonly here: { readonly methodId: string; readonly entry: Evaluation } | null;
  /** Why it, or a part of it, did not come. */
  readonly error: LabErrorShape | null;
}

export interface RecordedSlice {
  readonly recorded: RecordedState;
  /**
   * Puts the recorded race on the page, for the model and the dataset of the next one, and lets it run
   * once; who wants less motion sees its end.
   * @returns whether it is there
   */
  openRecorded(): Promise<boolean>;
  /** Finds out whether there is one; a race that is under way goes on. */
  hasRecorded(): Promise<boolean>;
  /** Once more for what did not come. */
  retryRecorded(): Promise<void>;
  /** Fetches its logits, for what cannot be answered from its numbers. */
  wantRecordedLogits(): Promise<void>;
}
