import type { RunRecord } from '../../results/runRecord.ts';
import type { RunsSlice } from '../archive/state.ts';
import type { EngineSlice } from '../engine/state.ts';
import { isOver } from '../run/phase.ts';
import type { RunSlice } from '../run/state.ts';
import type { MadeRecording } from './state.ts';

type Reads = EngineSlice & RunSlice & RunsSlice;

/** A race that a hung engine does not let go of is let go by the page. */
const longestStopMs = 2000;

const age = (record: RunRecord) => record.savedAt;

/**
 * The race that stands in for one that does not come: of those kept in this browser that came to
 * their end the newest on the data at hand, else the newest.
 */
export function recordingOf({ runs, engine, run }: Reads): RunRecord | null {
  const wanted = run?.config.datasetId ?? engine.loaded?.dataset.id;
  const kept = runs.entries
    .flatMap(({ record }) => record ?? [])
    .filter(({ phase, id }) => phase === 'finished' && (id !== run?.id || isOver(run.phase)))
    .sort((a, b) => age(b) - age(a));
  return kept.find(({ config }) => config.datasetId === wanted) ?? kept[0] ?? null;
}

/**
 * Puts the recording on the page. The race under way is stopped, or left where the engine does not
 * answer.
 * @returns null where there is no recording, or it could not be shown
 */
export async function openRecording(get: () => Reads): Promise<MadeRecording | null> {
  const record = recordingOf(get());
  if (!record) return null;
  const { run } = get();
  if (run && !isOver(run.phase)) {
    const waited = new Promise((resolve) => setTimeout(resolve, longestStopMs));
    await Promise.race([get().stop(), waited]);
    const still = get().run;
    if (still && !isOver(still.phase)) get().endRun();
  }
  await get().openRun(record.id);
  if (get().runs.openId !== record.id) return null;
  return { runId: record.id, savedAt: record.savedAt, seed: record.config.seed };
}
