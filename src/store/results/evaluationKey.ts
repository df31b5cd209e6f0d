import type { CorruptionLevel } from '../../protocol/catalogue.ts';
import type { EvaluationScope } from '../../protocol/events.ts';

/** Bins of the live curves, as most papers draw them. */
export const historyBins = { binCount: 15, binning: 'width' } as const;

/** The name of an evaluation's logits, here and with the statistics worker. */
export const evaluationKey = (event: {
  readonly runId: string;
  readonly methodId: string;
  readonly step: number;
  readonly scope: EvaluationScope;
  readonly alpha?: number;
  readonly shift?: CorruptionLevel;
}) => {
  const { runId, methodId, step, scope, alpha, shift } = event;
  const own = [runId, methodId, step, scope, alpha ?? 'own'];
  return (shift ? [...own, shift.shiftId, shift.severity] : own).join('/');
};

const compared = 'compared-';

/** The run's name in keys of what is compared: nothing that befalls the run on the page befalls them. */
export const comparedRunId = (recordId: string) => `${compared}${recordId}`;

/** Whether an evaluation is of the run on the page. */
export const isOfPage = (key: string) => !key.startsWith(compared);
