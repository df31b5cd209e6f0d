import { readMethodResult } from './readMethodResult.ts';
import { readId, readRunConfig } from './readRunConfig.ts';
import { RunFileError } from './runFileError.ts';
import { type RunRecord, recordVersion } from './runRecord.ts';
import {
  boolean,
  fields,
  integer,
  list,
  oneOf,
  optional,
  type Reader,
  refuse,
  text,
} from './strictJson.ts';

const readClassNames: Reader<string[]> = (value, where) => {
  const names = list(text(200, 1), 20_000)(value, where);
  if (new Set(names).size < names.length) refuse(where, 'has a name twice');
  return names;
};

/** Imports from before there was the mark are told by their id. */
function readImported(record: ReadonlyMap<string, unknown>): { imported?: true } {
  const id = record.get('id');
  const marked = optional(record, 'imported', boolean).imported === true;
  return marked || (typeof id === 'string' && id.startsWith('file-')) ? { imported: true } : {};
}

/**
 * A kept run, out of storage or a file: checked field by field into fresh objects. Texts stay as
 * they are and are shown as texts.
 *
 * @throws RunFileError 'newer-version', or 'damaged-file' naming the field
 */
export function readRunRecord(value: unknown): RunRecord {
  const record = fields(value, 'the file');
  const version = record.get('version');
  if (typeof version === 'number' && version > recordVersion) {
    throw new RunFileError('newer-version', 'This run was made by a newer version of the lab.');
  }
  if (version !== recordVersion) refuse('the version', 'is not known');
  const at = <Value>(name: string, read: Reader<Value>) => read(record.get(name), name);
  const backend = fields(record.get('backend'), 'backend');
  const dataset = fields(record.get('dataset'), 'dataset');
  const model = fields(record.get('model'), 'model');
  return {
    version: recordVersion,
    id: at('id', readId),
    name: at('name', text(200, 1)),
    notes: at('notes', text(20_000)),
    savedAt: at('savedAt', integer(0, 1e14)),
    phase: at('phase', oneOf('running', 'paused', 'evaluating', 'finished', 'stopped', 'failed')),
    step: at('step', integer(0, 1e6)),
    config: at('config', readRunConfig),
    backend: {
      backend: oneOf('webgpu', 'wasm', 'cpu')(backend.get('backend'), 'backend'),
      adapter: text(300)(backend.get('adapter'), 'adapter'),
      isFallbackAdapter: boolean(backend.get('isFallbackAdapter'), 'isFallbackAdapter'),
      threads: integer(1, 4096)(backend.get('threads'), 'threads'),
      ...optional(backend, 'notice', text(1000)),
    },
    lab: at('lab', text(40)),
    dataset: {
      id: readId(dataset.get('id'), 'dataset id'),
      label: text(200)(dataset.get('label'), 'dataset label'),
      version: text(80)(dataset.get('version'), 'dataset version'),
      classNames: readClassNames(dataset.get('classNames'), 'the list of classes'),
    },
    model: {
      id: readId(model.get('id'), 'model id'),
      label: text(200)(model.get('label'), 'model label'),
    },
    results: at('results', list(readMethodResult, 64)),
    bookmarks: at(
      'bookmarks',
      list((mark, where) => {
        const known = fields(mark, where);
        return {
          step: integer(0, 1e6)(known.get('step'), where),
          note: text(2000)(known.get('note'), where),
        };
      }, 1000),
    ),
    ...readImported(record),
    payloads: at(
      'payloads',
      list((payload, where) => {
        const known = fields(payload, where);
        return {
          key: text(300, 1)(known.get('key'), where),
          sizeBytes: integer(0, 1e12)(known.get('sizeBytes'), where),
          checksum: text(64)(known.get('checksum'), where),
        };
      }, 20_000),
    ),
  };
}
