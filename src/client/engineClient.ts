import { type Remote, releaseProxy, transfer, wrap } from 'comlink';
import script from '../../workers/train.worker.ts?worker&url';
import type { EngineApi } from '../protocol/engineApi.ts';
import type { LabEvent, LoadedInfo } from '../protocol/events.ts';
import { LabError } from '../protocol/labError.ts';
import { type Settled, type SettledApi, unwrap } from '../protocol/settled.ts';
import { createLifeline, type Lifeline } from './lifeline.ts';
import { createPulse } from './pulse.ts';
import { startWorker } from './startWorker.ts';
import { methodOf, surface } from './surface.ts';

/** What the page does with the engine itself, beside asking it for something. */
interface EngineHold {
  load(modelId: string, datasetId: string): Promise<LoadedInfo>;
  subscribe(listener: (event: LabEvent) => void): () => void;
  /** Ends the worker and starts a fresh one; init and load again. Open calls reject as cancelled. */
  restart(): void;
  dispose(): void;
}

/** The page's hold on the training worker. Every call rejects with a LabError, never hangs on a dead worker. */
export type EngineClient = Omit<EngineApi, 'connect' | 'load'> & EngineHold;

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
  const ask = <T>(call: (remote: Life['remote']) => unknown): Promise<T> =>
    life.lifeline.tied(unwrap(call(life.remote) as Promise<Settled<T>>));
  const own: EngineHold = {
    load: (modelId, datasetId) => ask((engine) => engine.load(modelId, datasetId, folder)),
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
  return surface<EngineClient, keyof EngineHold>(own, (name, args) =>
    ask((engine) => methodOf(engine, name)(...args)),
  );
}
