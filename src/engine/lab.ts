import type { Dataset, PixelNormalisation } from '../data/dataset.ts';
import type { ClipModel } from '../model/clip.ts';
import type { DeviceLimits } from './deviceLimits.ts';
import type { TokenTable } from './promptBank.ts';

/** What a race stands on: a pretrained model, data, and captions for the classes. */
export interface Lab {
  /** Borrowed by every run, never trained. */
  readonly pretrained: ClipModel;
  readonly dataset: Dataset;
  readonly normalisation: PixelNormalisation;
  /** Token rows of all class × template captions, class-major. */
  readonly tokenise: (templates: readonly string[]) => TokenTable;
  /** What the device allows; without it a batch is never split, and an evaluation takes no more images at once than a batch. */
  readonly limits?: DeviceLimits;
  /** Steps whose numbers may still be on their way when the next is begun; without it, none. */
  readonly stepsInFlight?: number;
}
