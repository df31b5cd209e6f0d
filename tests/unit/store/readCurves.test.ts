import { expect, test } from 'vitest';
import { createRunArchive } from '../../../src/client/runArchive.ts';
import { packLog } from '../../../src/results/packLog.ts';
import { type EvaluationPayload, payloadKey } from '../../../src/results/runRecord.ts';
import { createStatsKeeper } from '../../../src/results/statsKeeper.ts';
import { curvePoints, readCurves } from '../../../src/store/archive/readCurves.ts';
import { honestRecord } from '../../support/honestRecord.ts';

const splits = (right: number): EvaluationPayload['splits'] =>
  (['val', 'id', 'ood'] as const).map((role) => ({
    splitId: role,
    role,
    classCount: 2,
    logits: Float32Array.from({ length: 20 }, (_, i) =>
      i % 2 === (i < 2 * right ? 0 : 1) ? 2 : 0,
    ),
    labels: new Int32Array(10),
    indices: Int32Array.from({ length: 10 }, (_, i) => i),
  }));
const live = (methodId: string, step: number, right: number): EvaluationPayload => ({
  kind: 'evaluation',
  methodId,
  step,
  scope: 'live',
  splits: splits(right),
});

test('the curves of a kept run come out of its own files, oldest first', async () => {
  const archive = createRunArchive();
  const record = honestRecord({ name: 'a', notes: '' });
  const [lane] = record.config.lanes;
  const methodId = lane!.methodId;
  const log = packLog(methodId, {
    steps: [1, 2],
    scalars: { loss: [0.5, 0.25] },
    parts: {},
    diagnostics: {},
  });
  const payloads = [
    live(methodId, 10, 8),
    live(methodId, 0, 5),
    { ...live(methodId, 10, 2), scope: 'full' as const },
    { ...live(methodId, 10, 2), alpha: 0.5 },
    log,
  ];
  const infos = [];
  for (const payload of payloads) infos.push(await archive.savePayload(record.id, payload));
  expect(infos.map(({ key }) => key)).toContain(payloadKey(payloads[0]!));

  const stats = createStatsKeeper();
  const curves = await readCurves({ archive, stats }, { ...record, payloads: infos }, []);
  const [own] = curves.filter((one) => one.methodId === methodId);
  expect(own!.loss).toEqual([
    { step: 1, value: 0.5 },
    { step: 2, value: 0.25 },
  ]);
  expect(curvePoints(own!, { metric: 'accuracy', scaled: false }, 'ood')).toEqual([
    { step: 0, value: 0.5 },
    { step: 10, value: 0.8 },
  ]);
  // Nothing stays with the worker.
  const key = `kept-${record.id}/curves/${infos[0]!.key}`;
  await expect(
    (async () => stats.result(key, { binCount: 15, binning: 'width', draws: 0 }))(),
  ).rejects.toThrow();
});
