import { expose } from 'comlink';
import { expect, test } from 'vitest';
import { createStatsClient } from '../../../src/client/statsClient.ts';
import type { MethodLogits, StatsApi } from '../../../src/results/statsApi.ts';
import { createStatsKeeper } from '../../../src/results/statsKeeper.ts';

/** The worker's end of the wall in this thread: messages are cloned as a worker's are. */
function fakeWorker(served: StatsApi) {
  const { port1, port2 } = new MessageChannel();
  expose(served, port2);
  const terminate = () => {
    port1.close();
    port2.close();
  };
  return Object.assign(port1, { terminate, onerror: null }) as unknown as Worker;
}

const evaluation: MethodLogits = {
  methodId: 'zs',
  step: 0,
  scope: 'full',
  classCount: 2,
  splits: [
    {
      splitId: 'id',
      role: 'id',
      logits: Float32Array.of(2, 0, 0, 2),
      labels: Int32Array.of(0, 0),
    },
  ],
};

test('logits go in, a result comes out, and the page keeps its logits', async () => {
  const {
    result: resultOf,
    put,
    dispose,
  } = createStatsClient(() => fakeWorker(createStatsKeeper()));
  await put('run/zs', evaluation);
  expect(evaluation.splits[0]!.logits).toHaveLength(4);
  const result = await resultOf('run/zs', { binCount: 10, binning: 'width', draws: 10 });
  expect(result.row.idAcc).toBe(0.5);
  expect(result.row.oodAcc).toBeNaN();
  dispose();
});

test('an error of the worker reaches the caller', async () => {
  const api = createStatsClient(() => fakeWorker(createStatsKeeper()));
  await expect(api.result('nothing', { binCount: 10, binning: 'width', draws: 0 })).rejects.toThrow(
    'nothing',
  );
  api.dispose();
});

test('calls under way are rejected when the client is closed, and later ones too', async () => {
  const silent: StatsApi = { ...createStatsKeeper(), drop: () => new Promise(() => {}) };
  const api = createStatsClient(() => fakeWorker(silent));
  const waiting = api.drop('');
  api.dispose();
  await expect(waiting).rejects.toMatchObject({ code: 'stats-worker-closed' });
  await expect(api.drop('')).rejects.toMatchObject({ code: 'stats-worker-closed' });
});

test('a worker that fails to start rejects every call', async () => {
  const worker = fakeWorker({ ...createStatsKeeper(), drop: () => new Promise(() => {}) });
  const api = createStatsClient(() => worker);
  const waiting = api.drop('');
  worker.dispatchEvent(new Event('error'));
  await expect(waiting).rejects.toMatchObject({ code: 'stats-worker-failed' });
  api.dispose();
});
