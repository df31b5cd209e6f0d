import { checkRunRecord } from '../checkRunRecord.ts';
import { readRunRecord } from '../readRunRecord.ts';
import { RunFileError } from '../runFileError.ts';
import type { RunRecord } from '../runRecord.ts';
import { experimentKind } from './experimentJson.ts';

const kind = 'carot-lab-run';

/** A run as a file: its record without what lies beside it, numbers in full, "no data" as null. */
export function toRunJson(record: RunRecord): string {
  return JSON.stringify({ kind, ...record, payloads: [] }, null, 1);
}

/** What a JSON file is instead, by the fields that give it away. */
function otherKind(value: object): string {
  if ((value as { kind?: unknown }).kind === experimentKind) {
    return 'it is an experiment for another machine, without results';
  }
  const known = [
    ['architectures', 'the config of a model'],
    ['model_type', 'the config of a model'],
    ['added_tokens', 'a tokenizer'],
    ['image_mean', 'the settings of a preprocessor'],
    ['seeds', 'the report of an experiment'],
    ['splits', 'the manifest of a dataset'],
    ['cells', 'a notebook'],
  ] as const;
  const found = known.find(([field]) => Object.hasOwn(value, field));
  return found ? `it looks like ${found[1]}` : 'it says nothing of a run';
}

/**
 * Reads what `toRunJson` wrote, strictly: each field alone, then its numbers against each other. The weights and logits of the run are not in the file.
 * @throws RunFileError 'wrong-file', 'newer-version' or 'damaged-file'
 */
export function readRunJson(text: string): RunRecord {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const ours = text.slice(0, 200).includes(kind);
    throw ours
      ? new RunFileError('damaged-file', 'The run is cut off or damaged: it is not whole JSON.')
      : new RunFileError('wrong-file', 'This is not JSON.');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new RunFileError('wrong-file', 'This is JSON, but not a run of the lab.');
  }
  if (!Object.hasOwn(value, 'kind') || (value as { kind: unknown }).kind !== kind) {
    throw new RunFileError('wrong-file', `This is no run of the lab: ${otherKind(value)}.`);
  }
  const { kind: _, ...record } = value as Record<string, unknown>;
  const read = readRunRecord(record);
  checkRunRecord(read);
  return { ...read, payloads: [] };
}
