import * as v from 'valibot';
import { boolean, integer, list, mustBe, object, oneOf, readBy, text } from '../io/schema.ts';
import { firstRepeat } from '../math/firstRepeat.ts';
import { methodResultSchema } from './methodResultSchema.ts';
import { id, runConfigSchema } from './runConfigSchema.ts';
import { damaged, RunFileError } from './runFileError.ts';
import { type RunRecord, recordVersion } from './runRecord.ts';

const step = integer(0, 1e6);
const label = text(200);

const classNames = v.pipe(
  list(text(200, 1), 20_000),
  v.check((names) => firstRepeat(names) === undefined, 'has a name twice'),
);

const runSchema = v.pipe(
  object({
    version: v.literal(recordVersion, mustBe(`${recordVersion}`)),
    id,
    name: text(200, 1),
    notes: text(20_000),
    savedAt: integer(0, 1e14),
    phase: oneOf(['running', 'paused', 'evaluating', 'finished', 'stopped', 'failed']),
    step,
    config: runConfigSchema,
    backend: object({
      backend: oneOf(['webgpu', 'wasm', 'cpu']),
      adapter: text(300),
      isFallbackAdapter: boolean,
      tile: v.exactOptional(text(200)),
      threads: integer(1, 4096),
      notice: v.exactOptional(text(1000)),
    }),
    lab: text(40),
    dataset: object({ id, label, version: text(80), classNames }),
    model: object({
      id,
      label,
      version: v.exactOptional(text(80)),
      digest: v.exactOptional(text(64)),
    }),
    results: list(methodResultSchema, 64),
    bookmarks: list(object({ step, note: text(2000) }), 1000),
    imported: v.exactOptional(boolean),
    payloads: list(
      object({ key: text(300, 1), sizeBytes: integer(0, 1e12), checksum: text(64) }),
      20_000,
    ),
  }),
  // Imports from before there was the mark are told by their id.
  v.transform(({ imported, ...run }) =>
    imported || run.id.startsWith('file-') ? { ...run, imported: true as const } : run,
  ),
) satisfies v.GenericSchema<unknown, RunRecord>;

/** The version is told before anything is demanded of the rest: a newer one may look otherwise. */
const newer = v.object({ version: v.pipe(v.number(), v.gtValue(recordVersion)) });

/**
 * A kept run, out of storage or a file: checked field by field into fresh objects. Texts stay as
 * they are and are shown as texts.
 *
 * @throws RunFileError 'newer-version', or 'damaged-file' naming the field
 */
export function readRunRecord(value: unknown): RunRecord {
  if (v.is(newer, value)) {
    throw new RunFileError('newer-version', 'This run was made by a newer version of the lab.');
  }
  return readBy(runSchema, value, damaged);
}
