import * as v from 'valibot';
import { integer, list, mustBe, object, text } from '../io/schema.ts';
import { readRunRecord } from './readRunRecord.ts';
import type { RecordedPart, RecordedPlace, Recording } from './recording.ts';
import { recordingVersion } from './recording.ts';
import { damaged, RunFileError } from './runFileError.ts';

const place = { path: text(100, 1), offset: integer(0, 1e9), bytes: integer(1, 1e9) };

/** What everything else hangs on; the rest was written by the same lab, and its files by their digests. */
const skeleton = object({
  version: v.literal(recordingVersion, mustBe(`${recordingVersion}`)),
  id: text(80, 1),
  files: list(object({ path: text(100, 1), bytes: integer(1, 1e9), sha256: text(64, 64) }), 200),
  sets: list(object({ ...place, splitId: text(80, 1), n: integer(1, 1e6) }), 200),
});

/**
 * A recording's `recording.json`: its run as strictly as a kept run's, and every place within its file.
 * @throws RunFileError
 */
export function readRecording(value: unknown): Recording {
  const known = v.safeParse(skeleton, value, { abortEarly: true });
  if (!known.success) {
    throw new RunFileError('damaged-file', `The recording ${known.issues[0].message}.`);
  }
  const recording = value as Recording;
  readRunRecord({ ...recording.record, results: [] });
  const sizes = new Map(known.output.files.map(({ path, bytes }) => [path, bytes]));
  const check = ({ path, offset, bytes }: RecordedPlace) => {
    if (!(offset + bytes <= (sizes.get(path) ?? 0))) damaged(`a part of ${path} lies outside it`);
  };
  recording.sets.forEach(check);
  recording.parts.forEach((part: RecordedPart) => {
    check(part);
    if (part.kind === 'evaluation' && part.sets.some((set) => !recording.sets[set])) {
      damaged(`${part.info.key} is of a set that is not there`);
    }
  });
  return recording;
}
