import type { LabErrorShape } from '../../protocol/labError.ts';
import { isOver } from '../run/phase.ts';
import type { RunSlice } from '../run/state.ts';
import type { RunsSlice } from './state.ts';

/** Why what the race has come to cannot be kept in this browser; null where it can. */
export function notKept({
  runs,
  run,
}: Pick<RunsSlice & RunSlice, 'runs' | 'run'>): LabErrorShape | null {
  const { error } = runs;
  if (run && !isOver(run.phase) && run.checkpointProblem) return run.checkpointProblem;
  const saving = error?.code.startsWith('storage-') && error.code !== 'storage-unreadable';
  return saving ? error : null;
}
