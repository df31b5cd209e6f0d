import { sha256 } from '../../io/sha256.ts';
import { canonicalJson } from '../../math/canonicalJson.ts';
import type { RunRecord } from '../runRecord.ts';

export const handInKind = 'carot-lab-hand-in';
export const handInVersion = 1;

/** Who hands in. */
export interface Student {
  readonly name: string;
  /** Of the class; the seed where the class link asks for it. Null where none was given. */
  readonly number: number | null;
}

/** SHA-256 over canonical JSON, 64 hexadecimal digits each. */
export interface HandInHashes {
  /** Of all that decides the numbers but the seed: alike for a whole class. */
  readonly task: string;
  /** Of student and run, every field of them. */
  readonly content: string;
}

/** A run, and whose it is. */
export interface HandIn {
  readonly student: Student;
  /** Without what lies beside it. */
  readonly record: RunRecord;
}

const hashOf = (value: unknown): Promise<string> =>
  sha256(new TextEncoder().encode(canonicalJson(value)));

/** All that decides a run's numbers but the seed: what the runs of a class have in common. */
export function taskOf({ config, dataset, model, lab, results }: RunRecord) {
  const { seed: _, ...settings } = config;
  const { binCount, binning } = results[0]?.splits[0]?.raw ?? {};
  return {
    settings,
    dataset: { id: dataset.id, version: dataset.version },
    model: { id: model.id, digest: model.digest ?? null },
    lab,
    bins: { binCount: binCount ?? null, binning: binning ?? null },
  };
}

export const taskHash = (record: RunRecord): Promise<string> => hashOf(taskOf(record));

/** @param content student and record as they stand, or will stand, in the file */
export const contentHash = (content: { readonly student: unknown; readonly record: unknown }) =>
  hashOf({ student: content.student, record: content.record });

/** Where two runs agree in this, one is a copy of the other, or both had the same seed and backend. */
export const numbersHash = ({ config, results }: RunRecord): Promise<string> =>
  hashOf({ config, results });

/** What a student hands in, as a file: numbers in full, "no data" as null. */
export async function toHandInJson({ student, record }: HandIn): Promise<string> {
  const content = { student, record: { ...record, payloads: [] } };
  const hashes: HandInHashes = {
    task: await taskHash(record),
    content: await contentHash(content),
  };
  const file = { kind: handInKind, version: handInVersion, ...content, hashes };
  return JSON.stringify(file, null, 1);
}
