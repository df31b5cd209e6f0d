import type { RunResumedEvent, RunStartedEvent } from '../../protocol/events.ts';
import { cutLog } from '../../results/runLog.ts';
import { lanesOf } from '../archive/runParts.ts';
import type { RunState } from './state.ts';

/** A run at step 0. */
export function begun({ runId, config, backend, at }: RunStartedEvent | RunResumedEvent): RunState {
  return {
    id: runId,
    config,
    backend,
    phase: 'running',
    lanes: {},
    failure: null,
    log: new Map(),
    revision: 0,
    activeMs: 0,
    activeSince: at,
    hasWeights: true,
    checkpointStep: null,
    checkpointProblem: null,
    interrupted: false,
  };
}

/** The interrupted run on the page, or one read anew, as it stood at its checkpoint. */
export function resumed(run: RunState | null, event: RunResumedEvent): RunState {
  const fresh = begun(event);
  const before = run?.id === event.runId ? run : fresh;
  cutLog(before.log, event.step);
  for (const methodId of before.log.keys()) {
    const raced = event.config.lanes.some((lane) => lane.methodId === methodId);
    if (!raced) before.log.delete(methodId);
  }
  return {
    ...fresh,
    log: before.log,
    lanes: lanesOf(before.log, event.step),
    revision: before.revision + 1,
    activeMs: before.activeMs,
    checkpointStep: event.step,
  };
}
