import type { RunRecord } from '../../results/runRecord.ts';
import type { RunsSlice } from '../archive/state.ts';
import type { EngineSlice } from '../engine/state.ts';
import type { RecordedSlice } from '../recorded/state.ts';
import { isOver } from '../run/phase.ts';
import type { RunSlice, SetupSlice } from '../run/state.ts';
import type { MadeRecording } from './state.ts';

type Reads = EngineSlice & RecordedSlice & RunSlice & RunsSlice & SetupSlice;

/** A race that a hung engine does not let go of is let go by the page. */
const longestStopMs = 2000;

const age = (record: RunRecord) => record.savedAt;

/**
 * The race that stands in for one that does not come: of those kept in this browser that came to
 * their end the newest on the data at hand, else the newest.
 */
export function recordingOf({
  runs,
  engine,
  run,
}: Pick<Reads, 'runs' | 'engine' | 'run'>): RunRecord | null {
  const wanted = run?.config.datasetId ?? engine.loaded?.dataset.id;
  const kept = runs.entries
    .flatMap(({ record }) => record ?? [])
    .filter(({ phase, id }) => phase === 'finished' && (id !== run?.id || isOver(run.phase)))
    .sort((a, b) => age(b) - age(a));
  return kept.find(({ config }) => config.datasetId === wanted) ?? kept[0] ?? null;
}

/** Whether something may stand in: a kept race, or one that came with the page. */
export const hasRecording = (state: Pick<Reads, 'runs' | 'engine' | 'run' | 'recorded'>): boolean =>
  recordingOf(state) !== null || state.recorded.isThere;

/** Whether a kept race is of the settings that the next one would have: the rehearsal. */
const isRehearsal = ({ config }: RunRecord, { setup }: Reads): boolean =>
  config.steps === setup.steps &&
  config.datasetId === setup.datasetId &&
  config.modelId === setup.modelId &&
  config.seed === setup.seed;

async function endRace(get: () => Reads): Promise<void> {
  const { run } = get();
  if (!run || isOver(run.phase)) return;
  const waited = new Promise((resolve) => setTimeout(resolve, longestStopMs));
  await Promise.race([get().stop(), waited]);
  const still = get().run;
  if (still && !isOver(still.phase)) get().endRun();
}

/**
 * Puts a recording on the page: the rehearsal, else the race that came with the page, else the newest
 * that was kept. The race under way is stopped, or left where the engine does not answer.
 * @returns null where there is none, or it could not be shown
 */
export async function openRecording(get: () => Reads): Promise<MadeRecording | null> {
  const { run } = get();
  // A race is not given up for what may not be there.
  if (run && !isOver(run.phase) && !hasRecording(get())) return null;
  await endRace(get);
  const kept = recordingOf(get());
  const open = async (record: RunRecord): Promise<MadeRecording | null> => {
    await get().openRun(record.id);
    const { id, savedAt, config } = record;
    return get().runs.openId === id ? { runId: id, savedAt, seed: config.seed } : null;
  };
  if (kept && isRehearsal(kept, get())) return open(kept);
  if (await get().openRecorded()) {
    const { recording } = get().recorded;
    const { id, config } = recording!.record;
    return { runId: id, savedAt: recording!.made.at, seed: config.seed };
  }
  return kept && open(kept);
}
