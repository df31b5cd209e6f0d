import * as v from 'valibot';
import { parseJsonObject } from '../../io/parseJsonObject.ts';
import { integer, mustBe, object, readBy, text } from '../../io/schema.ts';
import { checkRunRecord } from '../checkRunRecord.ts';
import { readRunRecord } from '../readRunRecord.ts';
import { RunFileError } from '../runFileError.ts';
import type { RunRecord } from '../runRecord.ts';
import {
  contentHash,
  type HandIn,
  handInKind,
  handInVersion,
  numbersHash,
  type Student,
  taskHash,
} from './handIn.ts';

/** Ten times what twelve methods on seven sets take. */
const mostCharacters = 8e6;

/** A hand-in cannot be read: what is wrong (`message`), what to do (`hint`). */
export class HandInError extends Error {
  override readonly name = 'HandInError';
  readonly code: 'wrong-file' | 'newer-version' | 'damaged-file';
  readonly hint: string;

  constructor(code: HandInError['code'], message: string) {
    super(message);
    this.code = code;
    this.hint = {
      'wrong-file': 'Ask for the .json file that “Hand in” has made.',
      'newer-version': 'Reload this page to update the lab, or ask which version made it.',
      'damaged-file': 'Ask the student to hand in again.',
    }[code];
  }
}

const damaged = (problem: string): never => {
  throw new HandInError('damaged-file', `The hand-in is damaged: ${problem}.`);
};

const hash = v.pipe(text(64), v.regex(/^[0-9a-f]{64}$/, mustBe('64 hexadecimal digits')));

const fileSchema = object({
  student: object({
    name: text(80),
    number: v.nullable(integer(0, 2 ** 32 - 1)),
  }),
  hashes: object({ task: hash, content: hash }),
}) satisfies v.GenericSchema<unknown, { readonly student: Student }>;

const newer = v.object({ version: v.pipe(v.number(), v.gtValue(handInVersion)) });

/** A hand-in as it was read, and what its hashes say. */
export interface ReadHandIn extends HandIn {
  /** The hash in the file is that of its content: nothing was changed after the lab wrote it, or both were. */
  readonly isWhole: boolean;
  /** Computed here, not what the file says. */
  readonly taskHash: string;
  readonly numbersHash: string;
}

function readRun(value: unknown): RunRecord {
  try {
    const record = readRunRecord(value);
    checkRunRecord(record);
    return { ...record, payloads: [] };
  } catch (error) {
    if (!(error instanceof RunFileError)) throw error;
    throw new HandInError(error.code, error.message);
  }
}

/** A file may nest as deep as it likes where no field is known. */
async function hashIn(value: Readonly<Record<string, unknown>>): Promise<string> {
  try {
    return await contentHash({ student: value.student, record: value.record });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return damaged('it is nested too deep');
  }
}

/**
 * Reads what `toHandInJson` wrote, strictly: each field alone, the run's numbers against each other,
 * and the hash against all of it. A hash that does not fit is no error: `isWhole` tells.
 *
 * @throws HandInError 'wrong-file', 'newer-version' or 'damaged-file' naming the field
 */
export async function readHandIn(json: string): Promise<ReadHandIn> {
  const ours = json.slice(0, 300).includes(handInKind);
  const value = parseJsonObject(json, mostCharacters, (problem) => {
    if (ours) return damaged(`it ${problem}`);
    throw new HandInError('wrong-file', `This is no hand-in of the lab: it ${problem}.`);
  });
  if (!Object.hasOwn(value, 'kind') || value.kind !== handInKind) {
    const run = Object.hasOwn(value, 'payloads') ? 'a run, saved without a name' : 'another file';
    throw new HandInError('wrong-file', `This is no hand-in of the lab: it is ${run}.`);
  }
  if (v.is(newer, value)) {
    const message = 'This hand-in was made by a newer version of the lab.';
    throw new HandInError('newer-version', message);
  }
  if (value.version !== handInVersion) damaged(`version must be ${handInVersion}`);
  const { student, hashes } = readBy(fileSchema, value, damaged);
  const record = readRun(value.record);
  return {
    student,
    record,
    isWhole: (await hashIn(value)) === hashes.content,
    taskHash: await taskHash(record),
    numbersHash: await numbersHash(record),
  };
}
