import type { RunSlice } from '../run/state.ts';
import type { RecordedSlice, RecordedState } from './state.ts';

/** What the recorded race of the same model and data was like, behind a race of one's own; null without one. */
export function recordedBehind({
  run,
  recorded,
}: Pick<RecordedSlice & RunSlice, 'run' | 'recorded'>): RecordedState['history'] | null {
  const config = recorded.recording?.record.config;
  if (!run || run.recorded || !config) return null;
  const same = config.datasetId === run.config.datasetId && config.modelId === run.config.modelId;
  return same ? recorded.history : null;
}
