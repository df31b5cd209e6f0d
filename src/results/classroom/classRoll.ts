import type { RunRecord } from '../runRecord.ts';
import { type Student, taskOf } from './handIn.ts';
import type { ReadHandIn } from './readHandIn.ts';

/** A file that was handed in: what it holds, or why nothing could be read. */
export interface CollectedFile {
  readonly fileName: string;
  readonly handIn: ReadHandIn | null;
  /** What was wrong with it, in sentences; empty where it was read. */
  readonly problem: string;
}

/**
 * - `counted`: part of the class's numbers;
 * - `unreadable`: not a hand-in, or its numbers contradict each other;
 * - `changed`: its hash does not fit what it says;
 * - `unfinished`: the race did not come to its end;
 * - `other-task`: other settings, data, model or lab than most of the class;
 * - `same-numbers`: number for number the run of another file;
 * - `earlier`: the same student has handed in again since.
 */
export type Standing =
  | { readonly is: 'counted' }
  | { readonly is: 'unreadable'; readonly problem: string }
  | { readonly is: 'changed' }
  | { readonly is: 'unfinished'; readonly step: number; readonly steps: number }
  | { readonly is: 'other-task'; readonly differences: readonly string[] }
  | { readonly is: 'same-numbers'; readonly as: string }
  | { readonly is: 'earlier'; readonly than: string };

/** One line of the roll. */
export interface RollEntry {
  readonly file: CollectedFile;
  readonly standing: Standing;
  /** The seed is not the student's number. */
  readonly otherSeed: boolean;
}

/** Who it is: the number where there is one, for names are written one way today and another tomorrow. */
const identity = ({ name, number }: Student): string | null => {
  const plain = name.trim().toLowerCase();
  return number !== null ? `#${number}` : plain === '' ? null : plain;
};

/** The leaves of a value with their places: "settings.steps" → "100". */
function leaves(value: unknown, place = ''): [string, string][] {
  if (typeof value !== 'object' || value === null) return [[place, String(value)]];
  return Object.entries(value).flatMap(([key, part]) =>
    leaves(part, place === '' ? key : `${place}.${key}`),
  );
}

/** "settings.steps: 60, not 100": where the task of a run differs from that of the class. */
export function taskDifferences(own: RunRecord, others: RunRecord): readonly string[] {
  const [mine, theirs] = [new Map(leaves(taskOf(own))), new Map(leaves(taskOf(others)))];
  const places = [...new Set([...theirs.keys(), ...mine.keys()])];
  return places.flatMap((place) => {
    const [is, not] = [mine.get(place) ?? 'absent', theirs.get(place) ?? 'absent'];
    return is === not ? [] : [`${place}: ${is}, not ${not}`];
  });
}

const isFinished = ({ phase, results }: RunRecord) =>
  phase === 'finished' && results.length > 0 && results.every(({ scope }) => scope === 'full');

/** The task of most; of as many, the one that came first. */
function commonTask(handIns: readonly ReadHandIn[]): ReadHandIn | undefined {
  const counts = new Map<string, number>();
  for (const { taskHash } of handIns) counts.set(taskHash, (counts.get(taskHash) ?? 0) + 1);
  const most = Math.max(0, ...counts.values());
  return handIns.find(({ taskHash }) => counts.get(taskHash) === most);
}

/** Everybody who handed in, in the order of the files, and what counts. */
export function classRoll(files: readonly CollectedFile[]): readonly RollEntry[] {
  const standings = new Map<CollectedFile, Standing>();
  let left = files.flatMap((file) => {
    const { handIn, problem } = file;
    if (handIn) return [{ file, handIn }];
    standings.set(file, { is: 'unreadable', problem });
    return [];
  });
  /** Those that a rule has something to say of are told so, and no later rule is asked about them. */
  const sift = (rule: (handIn: ReadHandIn) => Standing | null) => {
    left = left.filter(({ file, handIn }) => {
      const standing = rule(handIn);
      if (standing) standings.set(file, standing);
      return !standing;
    });
  };
  sift(({ isWhole }) => (isWhole ? null : { is: 'changed' }));
  sift(({ record }) =>
    isFinished(record) ? null : { is: 'unfinished', step: record.step, steps: record.config.steps },
  );
  const common = commonTask(left.map(({ handIn }) => handIn));
  sift(({ taskHash, record }) =>
    !common || taskHash === common.taskHash
      ? null
      : { is: 'other-task', differences: taskDifferences(record, common.record) },
  );
  const numbers = new Map<string, string>();
  for (const { file, handIn } of left) {
    if (!numbers.has(handIn.numbersHash)) numbers.set(handIn.numbersHash, file.fileName);
  }
  const firsts = new Set<string>();
  sift(({ numbersHash }) => {
    const isFirst = !firsts.has(numbersHash);
    firsts.add(numbersHash);
    return isFirst ? null : { is: 'same-numbers', as: numbers.get(numbersHash)! };
  });
  const latest = new Map<string, { readonly file: CollectedFile; readonly handIn: ReadHandIn }>();
  for (const one of left) {
    const who = identity(one.handIn.student);
    const known = who === null ? undefined : latest.get(who);
    if (who !== null && one.handIn.record.savedAt >= (known?.handIn.record.savedAt ?? 0)) {
      latest.set(who, one);
    }
  }
  sift((handIn) => {
    const last = latest.get(identity(handIn.student) ?? '');
    return !last || last.handIn === handIn ? null : { is: 'earlier', than: last.file.fileName };
  });
  return files.map((file) => {
    const { handIn } = file;
    const number = handIn?.student.number ?? null;
    return {
      file,
      standing: standings.get(file) ?? { is: 'counted' },
      otherSeed: number !== null && handIn?.record.config.seed !== number,
    };
  });
}
