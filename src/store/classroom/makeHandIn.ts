import { LabError } from '../../protocol/labError.ts';
import { contentHash, toHandInJson } from '../../results/classroom/handIn.ts';
import { safeName } from '../../results/exports/safeName.ts';
import { recordDraws, recordedResults } from '../archive/recordedResults.ts';
import { runName } from '../archive/runNames.ts';
import { recordParts } from '../archive/runParts.ts';
import type { RunsSlice } from '../archive/state.ts';
import type { EngineSlice } from '../engine/state.ts';
import type { LabDeps } from '../kit/ports.ts';
import type { ResultsSlice } from '../results/state.ts';
import { raceStep } from '../run/selectors.ts';
import type { RunSlice } from '../run/state.ts';
import type { ClockSlice } from '../view/state.ts';
import type { ClassroomSlice, MadeHandIn } from './state.ts';
import { words } from './words.ts';

type Reads = ClassroomSlice & ClockSlice & EngineSlice & ResultsSlice & RunSlice & RunsSlice;

const refuse = (code: string, { message, hint }: { message: string; hint: string }): never => {
  throw new LabError(code, message, hint);
};

/**
 * What the student hands in: the finished run with every result at the standard bins and its
 * intervals, whatever the knobs show.
 *
 * @throws LabError 'not-finished' without a race that came to its end, 'imported' for another's, 'no-name' without a student
 */
export async function makeHandIn(
  { stats, now }: Pick<LabDeps, 'stats' | 'now'>,
  state: Reads,
): Promise<MadeHandIn> {
  const { run, runs, engine, classroom } = state;
  const { catalogue } = engine;
  const student = { ...classroom.student, name: classroom.student.name.trim() };
  if (student.name === '' && student.number === null) return refuse('no-name', words.noName);
  if (!run || !catalogue || run.phase !== 'finished') {
    return refuse('not-finished', words.notFinished);
  }
  const kept = runs.entries.find(({ id }) => id === runs.openId)?.record;
  if (kept?.imported || run.recorded) return refuse('imported', words.imported);
  const results = await recordedResults(stats, state, run, recordDraws);
  const parts = recordParts(state, run, results);
  if (!parts || results.length === 0) return refuse('not-finished', words.notFinished);
  const name = runName(run.config, raceStep(run), catalogue);
  const about = { id: run.id, name, notes: '', savedAt: Math.round(now()), payloads: [] };
  const handIn = { student, record: { ...parts, ...about } };
  const who = safeName(`${student.number ?? ''} ${student.name}`);
  const file = { name: `carot-lab-hand-in-${who}.json`, parts: [await toHandInJson(handIn)] };
  return { ...handIn, file, hash: await contentHash(handIn) };
}
