import type { RunConfig } from '../../protocol/runConfig.ts';
import { labVersion } from '../../results/exports/labVersion.ts';
import { runData } from '../../results/runData.ts';
import type { RunLog } from '../../results/runLog.ts';
import type { EvaluationPayload, RunRecord, StoredSplit } from '../../results/runRecord.ts';
import type { MethodResult } from '../../results/types.ts';
import { described } from '../engine/described.ts';
import type { EngineSlice } from '../engine/state.ts';
import type { Evaluation } from '../results/state.ts';
import { raceStep } from '../run/selectors.ts';
import type { RunState } from '../run/state.ts';
import type { ClockSlice } from '../view/state.ts';

type Reads = ClockSlice & EngineSlice;

/**
 * The evaluation that stands for a method: at its last step, the full one before a live one, a view
 * at the alpha its run was made with. Ends of a view's trail that borrow the logits of another method
 * are left out.
 */
export function recordedEvaluation(
  methodId: string,
  evaluations: readonly Evaluation[],
  { views }: RunConfig,
): Evaluation | undefined {
  const planned = views.find((view) => view.methodId === methodId)?.alpha;
  const rank = ({ step, scope, alpha }: Evaluation) =>
    4 * step + (scope === 'full' ? 2 : 0) + (alpha === planned ? 1 : 0);
  return evaluations
    .filter(({ key }) => key.split('/')[1] === methodId)
    .reduce<Evaluation | undefined>(
      (best, entry) => (best && rank(best) > rank(entry) ? best : entry),
      undefined,
    );
}

/** What a record takes from the page as it is; the rest is the archive's. */
export function recordParts(
  { engine, clock }: Reads,
  run: RunState,
  results: readonly MethodResult[],
): Omit<RunRecord, 'id' | 'name' | 'notes' | 'savedAt' | 'payloads'> | null {
  const known = described(engine);
  if (!known) return null;
  return {
    version: 1,
    phase: run.phase,
    step: raceStep(run),
    config: run.config,
    backend: run.backend,
    lab: labVersion,
    ...runData(known),
    results,
    bookmarks: clock.bookmarks,
  };
}

/** Lanes as the clock and the lanes' rows need them, out of a log. */
export function lanesOf(log: RunLog, fallbackStep: number): RunState['lanes'] {
  const lanes = [...log].map(([methodId, { steps, scalars }]) => [
    methodId,
    {
      step: steps.at(-1) ?? fallbackStep,
      loss: scalars.loss?.at(-1) ?? Number.NaN,
      stepMs: scalars.stepMs?.at(-1) ?? 0,
    },
  ]);
  return Object.fromEntries(lanes);
}

/** Prefix of the keys under which an opened run's evaluations are known. */
export const keptPrefix = (recordId: string) => `kept-${recordId}`;

/** An evaluation of the vault as it is stored; its key is "run/method/step/scope/alpha[/shift/severity]". */
export function evaluationPayload(
  key: string,
  splits: readonly StoredSplit[],
): EvaluationPayload | null {
  const [, methodId, step, scope, alpha, shiftId, severity] = key.split('/');
  if (!methodId || (scope !== 'live' && scope !== 'full')) return null;
  return {
    kind: 'evaluation',
    methodId,
    step: Number(step),
    scope,
    ...(alpha === 'own' || alpha === undefined ? {} : { alpha: Number(alpha) }),
    ...(shiftId && severity ? { shift: { shiftId, severity: Number(severity) } } : {}),
    splits,
  };
}
