import { type Remote, releaseProxy, transfer, wrap } from 'comlink';
import script from '../../workers/train.worker.ts?worker&url';
import type { Catalogue } from '../protocol/catalogue.ts';
import type {
  BackendChoice,
  BatchInspection,
  EngineApi,
  EvaluateHow,
  RunWeights,
  UnfinishedRun,
} from '../protocol/engineApi.ts';
import type { BackendInfo, EvaluationScope, LabEvent, LoadedInfo } from '../protocol/events.ts';
import { LabError } from '../protocol/labError.ts';
import type { LaneConfig, RunConfig } from '../protocol/runConfig.ts';
import { type Settled, type SettledApi, unwrap } from '../protocol/settled.ts';
import { createLifeline, type Lifeline } from './lifeline.ts';
import { createPulse } from './pulse.ts';
import { startWorker } from './startWorker.ts';

/** The page's hold on the training worker. Every call rejects with a LabError, never hangs on a dead worker. */
export interface EngineClient {
  catalogue(): Promise<Catalogue>;
  init(choice: BackendChoice): Promise<BackendInfo>;
  load(modelId: string, datasetId: string): Promise<LoadedInfo>;
  preview(config: RunConfig): Promise<void>;
  start(config: RunConfig): Promise<string>;
  unfinished(lostRunId?: string): Promise<UnfinishedRun | null>;
  resumeRun(runId: string, lostHere?: boolean): Promise<void>;
  dropCheckpoint(runId: string): Promise<void>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  step(): Promise<void>;
  stop(): Promise<void>;
  addLane(lane: LaneConfig): Promise<void>;
  evaluate(methodId: string, scope: EvaluationScope, how?: EvaluateHow): Promise<void>;
  inspectBatch(methodId: string, size: number): Promise<BatchInspection>;
  saveWeights(): Promise<RunWeights>;
  restoreRun(config: RunConfig, step: number, weights: RunWeights): Promise<string>;
  exportWeights(methodId: string, alpha?: number): Promise<Uint8Array>;
  importWeights(fileName: string, bytes: Uint8Array): Promise<string>;
  subscribe(listener: (event: LabEvent) => void): () => void;
  /** Ends the worker and starts a fresh one; init and load again. Open calls reject as cancelled. */
  restart(): void;
  dispose(): void;
}

interface Life {
  readonly worker: Worker;
  readonly remote: Remote<SettledApi<EngineApi>>;
  readonly lifeline: Lifeline;
  readonly end: (error: LabError) => void;
}

const cancelled = () =>
  new LabError('cancelled', 'The engine was restarted.', 'Start the run again.');

const workerBroke = (reason: string) =>
  new LabError(
    'worker-failed',
    `The training worker failed: ${(reason || 'its script could not be loaded').replace(/\.$/, '')}.`,
    'Restart the engine. If that fails, reload the page: the lab may have been updated.',
  );

function startLife(onEvent: (event: LabEvent) => void): Life {
  const worker = startWorker(script, 'carot-lab-train');
  const remote = wrap<SettledApi<EngineApi>>(worker);
  const lifeline = createLifeline();
  const { port1, port2 } = new MessageChannel();
  const pulse = createPulse((silent) => onEvent({ type: 'engine.silent', silent }));
  port1.onmessage = ({ data }: MessageEvent<LabEvent>) => {
    pulse.heard();
    if (data.type === 'heartbeat') return;
    // A lost device leaves the worker alive and its open calls unanswered.
    if (data.type === 'engine.failed')
      lifeline.cut(new LabError(data.code, data.message, data.hint));
    onEvent(data);
  };
  const fail = (error: LabError) => {
    pulse.end();
    lifeline.cut(error);
    const { code, message, hint } = error;
    port1.close();
    worker.terminate();
    onEvent({ type: 'engine.failed', code, message, hint });
  };
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    fail(workerBroke(event.message));
  });
  worker.addEventListener('messageerror', () => fail(workerBroke('a message could not be read')));
  const end = (error: LabError) => {
    pulse.end();
    lifeline.cut(error);
    port1.close();
    remote[releaseProxy]();
    worker.terminate();
  };
  void remote.connect(transfer(port2, [port2]));
  return { worker, remote, lifeline, end };
}

/** @param folder that holds models/ and datasets/: the page's own unless told otherwise */
export function createEngineClient(
  folder: string = new URL('.', document.baseURI).href,
): EngineClient {
  const listeners = new Set<(event: LabEvent) => void>();
  const emit = (event: LabEvent) => {
    for (const listener of listeners) listener(event);
  };
  let life = startLife(emit);
  const ask = <T>(call: (remote: Life['remote']) => Promise<Settled<T>>): Promise<T> =>
    life.lifeline.tied(unwrap(call(life.remote)));

  return {
    catalogue: () => ask((engine) => engine.catalogue()),
    init: (choice) => ask((engine) => engine.init(choice)),
    load: (modelId, datasetId) => ask((engine) => engine.load(modelId, datasetId, folder)),
    preview: (config) => ask((engine) => engine.preview(config)),
    start: (config) => ask((engine) => engine.start(config)),
    unfinished: (lostRunId) => ask((engine) => engine.unfinished(lostRunId)),
    resumeRun: (runId, lostHere) => ask((engine) => engine.resumeRun(runId, lostHere)),
    dropCheckpoint: (runId) => ask((engine) => engine.dropCheckpoint(runId)),
    pause: () => ask((engine) => engine.pause()),
    resume: () => ask((engine) => engine.resume()),
    step: () => ask((engine) => engine.step()),
    stop: () => ask((engine) => engine.stop()),
    addLane: (lane) => ask((engine) => engine.addLane(lane)),
    evaluate: (methodId, scope, how) => ask((engine) => engine.evaluate(methodId, scope, how)),
    inspectBatch: (methodId, size) => ask((engine) => engine.inspectBatch(methodId, size)),
    saveWeights: () => ask((engine) => engine.saveWeights()),
    restoreRun: (config, step, weights) =>
      ask((engine) => engine.restoreRun(config, step, weights)),
    exportWeights: (methodId, alpha) => ask((engine) => engine.exportWeights(methodId, alpha)),
    importWeights: (fileName, bytes) => ask((engine) => engine.importWeights(fileName, bytes)),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    restart() {
      life.end(cancelled());
      life = startLife(emit);
    },
    dispose() {
      life.end(cancelled());
      listeners.clear();
    },
  };
}
