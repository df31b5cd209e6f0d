import type { CollectedFile } from '../../src/results/classroom/classRoll.ts';
import { type HandIn, type Student, toHandInJson } from '../../src/results/classroom/handIn.ts';
import { readHandIn } from '../../src/results/classroom/readHandIn.ts';
import type { RunRecord } from '../../src/results/runRecord.ts';
import { honestRecord, honestResult } from './honestRecord.ts';

export const student = (number: number, name = `Student ${number}`): Student => ({ name, number });

/** A finished run of the class, whose numbers are the student's own. */
export function classRecord(number: number, change: Partial<RunRecord> = {}): RunRecord {
  const { config, ...record } = honestRecord();
  // Another temperature, other scaled numbers: as another seed would give.
  const results = [honestResult('ft', { temperature: 1 + number / 10 })];
  return { ...record, config: { ...config, seed: number }, results, ...change };
}

export async function collected({ student: who, record }: HandIn): Promise<CollectedFile> {
  const handIn = await readHandIn(await toHandInJson({ student: who, record }));
  return { fileName: `${who.name}.json`, handIn, problem: '' };
}
