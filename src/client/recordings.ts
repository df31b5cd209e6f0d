import { datasets } from '../data/registry.ts';
import { fetchCached, fetchText } from '../io/fetchCached.ts';
import { checksum } from '../math/checksum.ts';
import type { AssetIds } from '../protocol/assets.ts';
import type { BatchInspection } from '../protocol/engineApi.ts';
import { LabError } from '../protocol/labError.ts';
import { readRecording } from '../results/readRecording.ts';
import { recordedBytes, unpackLogits } from '../results/recordedLogits.ts';
import { unpackNumbers } from '../results/recordedNumbers.ts';
import {
  inspectionsFile,
  numbersFile,
  type RecordedInspections,
  type RecordedPart,
  type RecordedPlace,
  type Recording,
  recordingFile,
} from '../results/recording.ts';
import { type PayloadInfo, payloadArrays, type RunPayload } from '../results/runRecord.ts';
import type { MethodResult } from '../results/types.ts';

/** The recorded races that come with the page. All of it is fetched when it is asked for, and kept. */
export interface Recordings {
  /** The one of these model and dataset, by default of the lab's own first; null where there is none. @throws LabError, DownloadError */
  find(ids: Partial<AssetIds>): Promise<Recording | null>;
  /** The numbers of every evaluation, in the order of `recording.numbers`. */
  numbers(recording: Recording): Promise<readonly MethodResult[]>;
  /** A payload of its run; null where it is not what the recording says. */
  payload(recording: Recording, info: PayloadInfo): Promise<RunPayload | null>;
  inspections(recording: Recording): Promise<RecordedInspections>;
  /** Address of one of its files. */
  urlOf(recording: Recording, path: string): string;
}

interface IndexEntry extends AssetIds {
  readonly id: string;
}

const folderOf = (id: string) => new URL(`runs/${id}/`, document.baseURI).href;

async function unzipped(bytes: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).arrayBuffer();
}

const asArrays = (text: string): RecordedInspections =>
  JSON.parse(text, (key, value) => {
    if (!Array.isArray(value)) return value;
    if (key === 'indices' || key === 'labels') return Int32Array.from(value);
    return key === 'student' || key === 'values' ? Float32Array.from(value) : value;
  }) as Readonly<Record<string, readonly BatchInspection[]>>;

export function createRecordings(): Recordings {
  const files = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();
  const fileOf = ({ id, files: known }: Recording, path: string) => {
    const url = new URL(path, folderOf(id)).href;
    const asked = files.get(url);
    if (asked) return asked;
    const file = known.find((one) => one.path === path);
    if (!file) throw new LabError('recording-damaged', `${path} is missing.`, 'Reload the page.');
    const fetched = fetchCached({ url, bytes: file.bytes, sha256: file.sha256 });
    files.set(url, fetched);
    fetched.catch(() => files.delete(url));
    return fetched;
  };
  const whole = (recording: Recording, path: string) => fileOf(recording, path).then(unzipped);
  const at = async (recording: Recording, { path, offset, bytes }: RecordedPlace) =>
    unzipped((await fileOf(recording, path)).slice(offset, offset + bytes));

  const setOf = async (recording: Recording, index: number) => {
    const { n, splitId, role, ...place } = recording.sets[index]!;
    const held = new Int32Array(await at(recording, place));
    return { splitId, role, indices: held.slice(0, n), labels: held.slice(n) };
  };
  const unpack = async (recording: Recording, part: RecordedPart): Promise<RunPayload> => {
    const held = await at(recording, part);
    const { path: _, offset: __, bytes: ___, info: ____, ...own } = part;
    if (own.kind === 'log') return { ...own, values: Float64Array.from(new Float32Array(held)) };
    const classCount = recording.record.dataset.classNames.length;
    const { sets, ...stamp } = own;
    let from = 0;
    const splits = [];
    for (const index of sets) {
      const set = await setOf(recording, index);
      const n = set.labels.length;
      const size = recordedBytes(n, classCount);
      const logits = unpackLogits(new Uint8Array(held, from, size), n, classCount);
      from += size;
      splits.push({ ...set, logits, classCount });
    }
    return { ...stamp, splits };
  };

  return {
    find: async ({ datasetId, modelId }) => {
      const index = await fetchText(new URL('runs/index.json', document.baseURI).href);
      const wanted = datasetId ?? datasets[0]!.id;
      const entry = (JSON.parse(index) as readonly IndexEntry[]).find(
        (one) => wanted === one.datasetId && (modelId ?? one.modelId) === one.modelId,
      );
      if (!entry) return null;
      const text = await fetchText(new URL(recordingFile, folderOf(entry.id)).href);
      return readRecording(JSON.parse(text));
    },
    numbers: async (recording) => {
      const floats = new Float32Array(await whole(recording, numbersFile));
      return unpackNumbers(floats, recording.numbers);
    },
    payload: async (recording, info) => {
      const part = recording.parts.find((one) => one.info.key === info.key);
      if (!part) return null;
      const payload = await unpack(recording, part);
      return checksum(payloadArrays(payload)) === info.checksum ? payload : null;
    },
    inspections: async (recording) =>
      asArrays(new TextDecoder().decode(await whole(recording, inspectionsFile))),
    urlOf: ({ id }, path) => new URL(path, folderOf(id)).href,
  };
}
