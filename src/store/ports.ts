import type { Catalogue } from '../protocol/catalogue.ts';
import type { BackendChoice } from '../protocol/engineApi.ts';
import type {
  BackendInfo,
  EvaluationEvent,
  EvaluationScope,
  LoadedInfo,
} from '../protocol/events.ts';
import type { RunConfig } from '../protocol/runConfig.ts';
import type { ResultOptions } from '../results/statsApi.ts';
import type { MethodResult } from '../results/types.ts';

/** What the store asks of the engine's client; a test or a recorded run stands in for it. */
export interface EnginePort {
  catalogue(): Promise<Catalogue>;
  init(choice: BackendChoice): Promise<BackendInfo>;
  load(modelId: string, datasetId: string): Promise<LoadedInfo>;
  start(config: RunConfig): Promise<string>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  step(): Promise<void>;
  stop(): Promise<void>;
  evaluate(methodId: string, scope: EvaluationScope, alpha?: number): Promise<void>;
  /** Ends the worker and starts a fresh one; init and load follow. */
  restart(): void;
}

/** What the store asks of the statistics worker. Logits go in, summaries come out. */
export interface StatsPort {
  /** One split of an evaluation; all splits of one evaluation share a key. */
  putSplit(
    key: string,
    evaluation: EvaluationEvent,
    split: { readonly role: 'val' | 'id' | 'ood' },
  ): Promise<void>;
  result(key: string, options: ResultOptions): Promise<MethodResult>;
  drop(prefix: string): Promise<void>;
}

export interface LabDeps {
  readonly engine: EnginePort;
  readonly stats: StatsPort;
  /** Milliseconds, monotonic. */
  readonly now: () => number;
  /** A seed for "new seed": a whole number from 0 to 2³²−1. */
  readonly newSeed: () => number;
}
