import type { EngineClient } from '../../client/engineClient.ts';
import type { ImagesClient } from '../../client/imagesClient.ts';
import type { Recordings } from '../../client/recordings.ts';
import type { RunArchive } from '../../client/runArchive.ts';
import type { StatsClient } from '../../client/statsClient.ts';

/** What the store asks of the engine's client; a test or a recorded run stands in for it. */
export type EnginePort = Omit<EngineClient, 'subscribe' | 'dispose' | 'measure'>;

/** What the store asks of the statistics worker. Logits go in, summaries come out. */
export type StatsPort = Omit<StatsClient, 'dispose' | 'scaling' | 'rows'>;

/** What the store asks of the image worker: the pictures behind the numbers, by a dataset's path. */
export type ImagesPort = ImagesClient;

export interface LabDeps {
  readonly engine: EnginePort;
  readonly stats: StatsPort;
  readonly images: ImagesPort;
  readonly archive: RunArchive;
  /** The recorded races that come with the page, once they are wanted. */
  readonly recordings: () => Promise<Recordings>;
  /** Milliseconds since 1970, as events are stamped. */
  readonly now: () => number;
  /** A seed for "new seed": a whole number from 0 to 2³²−1. */
  readonly newSeed: () => number;
}
