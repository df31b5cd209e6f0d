import { wrap } from 'comlink';
import type { EvaluationEvent } from '../protocol/events.ts';
import { LabError } from '../protocol/labError.ts';
import type { StatsApi } from '../results/statsApi.ts';

export interface StatsClient {
  readonly api: StatsApi;
  /** Keeps one split of an evaluation as the engine posts it; its splits share the key. */
  putSplit(
    key: string,
    evaluation: EvaluationEvent,
    split: { readonly role: 'val' | 'id' | 'ood' },
  ): Promise<void>;
  /** Ends the worker; calls under way are rejected. */
  dispose(): void;
}

/**
 * Starts the page's statistics worker, so that no metric keeps the page from answering.
 *
 * Every call fails with a LabError once the worker has failed to start or was disposed, where a bare
 * worker would leave it waiting for ever.
 *
 * @param makeWorker for tests
 */
export function createStatsClient(makeWorker: () => Worker = startWorker): StatsClient {
  const worker = makeWorker();
  const remote = wrap<StatsApi>(worker);
  let fail: (reason: LabError) => void = () => {};
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  failed.catch(() => {}); // Each call reports it; unheard it is no error.
  worker.addEventListener('error', (event) => fail(workerFailed(event.message)));

  const orFailed = <T>(call: Promise<T>): Promise<T> => Promise.race([call, failed]);
  const api: StatsApi = {
    put: (key, evaluation) => orFailed(remote.put(key, evaluation)),
    result: (key, options) => orFailed(remote.result(key, options)),
    difference: (first, second, options) => orFailed(remote.difference(first, second, options)),
    drop: (prefix) => orFailed(remote.drop(prefix)),
  };
  return {
    api,
    putSplit: (key, evaluation, { role }) => {
      const { methodId, alpha, step, scope, classCount, splitId, logits, labels } = evaluation;
      const splits = [{ splitId, role, logits, labels }];
      return api.put(key, { methodId, alpha, step, scope, classCount, splits });
    },
    dispose: () => {
      fail(statsClosed());
      worker.terminate();
    },
  };
}

const startWorker = () =>
  new Worker(new URL('../../workers/stats.worker.ts', import.meta.url), { type: 'module' });

function workerFailed(message: string | undefined): LabError {
  return new LabError(
    'stats-worker-failed',
    `The part of the lab that computes the results stopped working${message ? `: ${message}` : '.'}`,
    'Reload the page. The lab may have been updated while it was open.',
  );
}

function statsClosed(): LabError {
  return new LabError(
    'stats-worker-closed',
    'The part of the lab that computes the results was shut down.',
    'Reload the page to compute results again.',
  );
}
