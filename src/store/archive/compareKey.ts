import type { RunRecord } from '../../results/runRecord.ts';
import type { MethodResult } from '../../results/types.ts';
import { comparedRunId, evaluationKey } from '../results/evaluationKey.ts';

/** A row of the comparison: a method of a kept run. */
export const rowKey = (runId: string, methodId: string) => `${runId}/${methodId}`;

/** One method of a kept run, as it is compared. */
export interface Compared {
  readonly record: RunRecord;
  readonly result: MethodResult;
  /** Of its evaluation, with the cache and the statistics worker. */
  readonly key: string;
}

/** Every method of these runs. */
export const comparedOf = (records: readonly RunRecord[]): readonly Compared[] =>
  records.flatMap((record) =>
    record.results.map((result) => ({
      record,
      result,
      key: evaluationKey({ ...result, runId: comparedRunId(record.id) }),
    })),
  );
