import { wrap } from 'comlink';
import script from '../../workers/stats.worker.ts?worker&url';
import { LabError } from '../protocol/labError.ts';
import type { StatsApi } from '../results/statsApi.ts';
import { createLifeline } from './lifeline.ts';
import { startWorker } from './startWorker.ts';
import { methodOf, surface } from './surface.ts';

export interface StatsClient extends StatsApi {
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
export function createStatsClient(makeWorker: () => Worker = startStats): StatsClient {
  const worker = makeWorker();
  const remote = wrap<StatsApi>(worker);
  const { tied, cut } = createLifeline();
  worker.addEventListener('error', (event) => cut(workerFailed(event.message)));

  return surface<StatsClient, 'dispose'>(
    {
      dispose: () => {
        cut(statsClosed());
        worker.terminate();
      },
    },
    (name, args) => tied(methodOf(remote, name)(...args) as Promise<unknown>),
  );
}

const startStats = () => startWorker(script, 'carot-lab-stats');

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
