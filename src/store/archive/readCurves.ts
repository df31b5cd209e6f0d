import { unpackLog } from '../../results/packLog.ts';
import type { RunRecord } from '../../results/runRecord.ts';
import { columnValue, type TableColumn } from '../../results/tableColumns.ts';
import type { MethodResult } from '../../results/types.ts';
import type { LabDeps } from '../kit/ports.ts';
import { comparedRunId, historyBins } from '../results/evaluationKey.ts';

export interface CurvePoint {
  readonly step: number;
  readonly value: number;
}

/** One method of a kept run over its steps. */
export interface RunCurves {
  readonly runId: string;
  readonly methodId: string;
  /** Of every step, before its update, nats; empty for what is not trained. */
  readonly loss: readonly CurvePoint[];
  /** What each evaluation while it trained came to, oldest first. */
  readonly results: readonly MethodResult[];
}

/** A column of the table over the steps. */
export const curvePoints = (
  { results }: RunCurves,
  column: TableColumn,
  role: 'id' | 'ood',
): readonly CurvePoint[] =>
  results.flatMap(({ step, splits }) => {
    const value = columnValue(splits, column, role);
    return value === undefined || !Number.isFinite(value) ? [] : [{ step, value }];
  });

/** The key of a live evaluation of a method, as `payloadKey` makes it; null for any other payload. */
function liveKey(key: string): { methodId: string; step: number } | null {
  const [, methodId, step] = /^evaluation\/([^/]+)\/(\d+)\/live\/own$/.exec(key) ?? [];
  return methodId !== undefined && step !== undefined ? { methodId, step: Number(step) } : null;
}

/**
 * What a kept run came to over its steps, out of its own files; the logits go through the statistics
 * worker one evaluation at a time.
 *
 * @param metrics beyond those that every summary has
 */
export async function readCurves(
  { archive, stats }: Pick<LabDeps, 'archive' | 'stats'>,
  record: RunRecord,
  metrics: readonly string[],
): Promise<readonly RunCurves[]> {
  const results = new Map<string, MethodResult[]>();
  const losses = new Map<string, CurvePoint[]>();
  const prefix = `${comparedRunId(record.id)}/curves`;
  for (const info of record.payloads) {
    const live = liveKey(info.key);
    if (!live && !info.key.startsWith('log/')) continue;
    const payload = await archive.readPayload(record.id, info);
    if (payload?.kind === 'log') {
      const { steps, scalars } = unpackLog(payload);
      const values = scalars.loss ?? [];
      losses.set(
        payload.methodId,
        steps.map((step, i) => ({ step, value: values[i] ?? Number.NaN })),
      );
    } else if (live && payload?.kind === 'evaluation') {
      const { methodId, step, scope, splits } = payload;
      const key = `${prefix}/${info.key}`;
      const classCount = splits[0]?.classCount ?? 0;
      await stats.put(key, { methodId, step, scope, classCount, splits });
      const result = await stats.result(key, { ...historyBins, draws: 0, metrics });
      await stats.drop(key);
      results.set(methodId, [...(results.get(methodId) ?? []), result]);
    }
  }
  return record.config.lanes.map(({ methodId }) => ({
    runId: record.id,
    methodId,
    loss: losses.get(methodId) ?? [],
    results: (results.get(methodId) ?? []).sort((a, b) => a.step - b.step),
  }));
}
