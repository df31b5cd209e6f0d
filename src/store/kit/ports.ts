import type { EngineClient } from '../../client/engineClient.ts';
import type { ImagesClient } from '../../client/imagesClient.ts';
import type { RunArchive } from '../../client/runArchive.ts';
import type { EvaluationEvent } from '../../protocol/events.ts';
import type { ResultOptions } from '../../results/statsApi.ts';
import type { MethodResult, ResultDifference } from '../../results/types.ts';

/** What the store asks of the engine's client; a test or a recorded run stands in for it. */
export type EnginePort = Omit<EngineClient, 'subscribe' | 'dispose'>;

/** What the store asks of the statistics worker. Logits go in, summaries come out. */
export interface StatsPort {
  /** One split of an evaluation; all splits of one evaluation share a key. */
  putSplit(
    key: string,
    evaluation: EvaluationEvent,
    split: { readonly role: 'val' | 'id' | 'ood' },
  ): Promise<void>;
  result(key: string, options: ResultOptions): Promise<MethodResult>;
  /** First minus second of two evaluations of the same images, with paired intervals. */
  difference(first: string, second: string, options: ResultOptions): Promise<ResultDifference>;
  drop(prefix: string): Promise<void>;
}

/** What the store asks of the image worker: the pictures behind the numbers, by a dataset's path. */
export type ImagesPort = ImagesClient;

export interface LabDeps {
  readonly engine: EnginePort;
  readonly stats: StatsPort;
  readonly images: ImagesPort;
  readonly archive: RunArchive;
  /** Milliseconds since 1970, as events are stamped. */
  readonly now: () => number;
  /** A seed for "new seed": a whole number from 0 to 2³²−1. */
  readonly newSeed: () => number;
}
