import type { EngineClient } from '../src/client/engineClient.ts';
import type { ImagesClient } from '../src/client/imagesClient.ts';
import { checksum } from '../src/math/checksum.ts';
import type { Catalogue, CorruptionLevel } from '../src/protocol/catalogue.ts';
import type { BatchInspection } from '../src/protocol/engineApi.ts';
import type { EvaluationEvent, LabEvent, LoadedInfo } from '../src/protocol/events.ts';
import type { RunConfig } from '../src/protocol/runConfig.ts';
import { fitOnValidation, methodResult } from '../src/results/methodResult.ts';
import { packLog } from '../src/results/packLog.ts';
import { packLogits, unpackLogits } from '../src/results/recordedLogits.ts';
import { packNumbers, recordedBins } from '../src/results/recordedNumbers.ts';
import type { RecordedFaces, RecordedPart, RecordedSet } from '../src/results/recording.ts';
import { logStep, type RunLog } from '../src/results/runLog.ts';
import {
  type EvaluationPayload,
  payloadArrays,
  payloadKey,
  type StoredSplit,
} from '../src/results/runRecord.ts';
import type { MethodResult } from '../src/results/types.ts';
import type { RaceMeasures } from './raceOnce.ts';
import { raceOnce } from './raceOnce.ts';
import { drawFaces } from './recordFaces.ts';

/** What is evaluated beyond the race's own evaluations. */
export interface RecordWish {
  /** Weights of the fine-tuned model at which every view is evaluated at the end. */
  readonly alphas: readonly number[];
  /** Lanes that climb these rungs at the end. */
  readonly climbers: readonly string[];
  readonly rungs: readonly CorruptionLevel[];
}

type Unplaced<T> = T extends unknown ? Omit<T, 'path' | 'offset' | 'bytes'> : never;

/** A stretch of bytes for a file of the recording; compressed, base64. */
export interface RecordedBytes {
  readonly path: string;
  readonly data: string;
}

/** A race as the terminal writes it down; offsets are its business. */
export interface RecordedRace {
  /** Of every evaluation, in the order of `numbers`. */
  readonly all: readonly MethodResult[];
  /** Positions among them of what stands for each method at the end. */
  readonly results: readonly number[];
  readonly worstEce: number;
  readonly sets: readonly (Unplaced<RecordedSet> & RecordedBytes)[];
  readonly parts: readonly (Unplaced<RecordedPart> & RecordedBytes)[];
  readonly numbers: RecordedBytes;
  readonly inspections: RecordedBytes;
  readonly faces: Omit<RecordedFaces, 'path'> & RecordedBytes;
}

const draws = 400;
/** Pairs of a batch that are looked at. */
const inspected = 8;

function base64(bytes: Uint8Array<ArrayBuffer>): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return btoa(text);
}

async function compressed(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<RecordedBytes> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'));
  const data = base64(new Uint8Array(await new Response(stream).arrayBuffer()));
  return { path, data };
}

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView) =>
  new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);

function joined(arrays: readonly ArrayBufferView[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(arrays.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const array of arrays) {
    all.set(bytesOf(array), at);
    at += array.byteLength;
  }
  return all;
}

/** One evaluation, with its logits as the recording gives them back. */
interface Taken {
  readonly payload: EvaluationPayload;
  readonly packed: Uint8Array<ArrayBuffer>;
  readonly exact: readonly StoredSplit[];
}

function take(events: readonly EvaluationEvent[], { splits: known }: RaceMeasures): Taken {
  const { methodId, step, scope, alpha, shift } = events[0]!;
  const exact = events.map(({ splitId, logits, labels, indices, classCount }): StoredSplit => {
    const role = known.find(({ id }) => id === splitId)!.role as StoredSplit['role'];
    return { splitId, role, logits, labels, indices, classCount };
  });
  const { temperature } = fitOnValidation(exact, exact[0]!.classCount);
  const packed = exact.map((one) => packLogits(one.logits, one.classCount, temperature));
  const splits = exact.map((split, i) => ({
    ...split,
    logits: unpackLogits(packed[i]!, split.labels.length, split.classCount),
  }));
  const stamp = { methodId, step, scope, ...(alpha !== undefined && { alpha }) };
  const payload = { kind: 'evaluation', ...stamp, ...(shift && { shift }), splits } as const;
  return { payload, packed: joined(packed), exact };
}

const measured = (
  payload: EvaluationPayload,
  splits: readonly StoredSplit[],
  count: number,
  temperature?: number,
) =>
  methodResult({
    ...payload,
    splits,
    classCount: splits[0]!.classCount,
    options: { ...recordedBins, draws: count, ...(temperature && { temperature }) },
  });

/** The race, then what is wished for beyond it; everything as it was posted. */
async function collect(
  client: EngineClient,
  config: RunConfig,
  measures: RaceMeasures,
  wish: RecordWish,
  trained: readonly string[],
  onEvent: (event: LabEvent) => void,
) {
  const open = new Map<string, EvaluationEvent[]>();
  const taken: Taken[] = [];
  const log: RunLog = new Map();
  const inspections: Record<string, BatchInspection[]> = {};
  let looking = Promise.resolve();
  let running = true;
  const nameOf = (event: { methodId: string; step: number; scope: string; alpha?: number }) =>
    `${event.methodId}/${event.step}/${event.scope}/${event.alpha}`;
  const look = (methodId: string) => {
    looking = looking.then(async () => {
      const found = await client.inspectBatch(methodId, inspected);
      const own = inspections[methodId] ?? [];
      inspections[methodId] = own;
      if (own.at(-1)?.step !== found.step) own.push(found);
    });
  };
  const unsubscribe = client.subscribe((event) => {
    if (event.type === 'train.step') logStep(log, event);
    if (event.type === 'evaluation') {
      open.set(nameOf(event), [...(open.get(nameOf(event)) ?? []), event]);
    }
    if (event.type !== 'evaluation.done') return;
    taken.push(take(open.get(nameOf(event)) ?? [], measures));
    open.delete(nameOf(event));
    if (running && trained.includes(event.methodId) && event.scope === 'live') look(event.methodId);
  });
  try {
    await raceOnce(client, config, measures, onEvent);
    running = false;
    await looking;
    for (const { methodId } of config.views) {
      for (const alpha of wish.alphas) await client.evaluate(methodId, 'live', { alpha });
    }
    for (const shift of wish.rungs) {
      for (const methodId of wish.climbers) await client.evaluate(methodId, 'live', { shift });
    }
    // Answers may come before the last events do.
    await new Promise((resolve) => setTimeout(resolve, 500));
  } finally {
    unsubscribe();
  }
  return { taken, log, inspections };
}

/** Files of a recording are cut by what is looked at together. */
const fileOf = ({ methodId, shift }: EvaluationPayload) =>
  shift ? 'corrupted.bin' : `${methodId}.bin`;

/**
 * Runs a race and gives all of it back as a recording's files.
 * @throws LabError when it fails; RangeError where its logits cannot be recorded
 */
export async function recordRace(
  client: EngineClient,
  images: ImagesClient,
  { catalogue, loaded, config }: { catalogue: Catalogue; loaded: LoadedInfo; config: RunConfig },
  wish: RecordWish,
  onEvent: (event: LabEvent) => void,
): Promise<RecordedRace> {
  const measures = { splits: loaded.dataset.splits };
  const trained = catalogue.methods.filter(({ kind }) => kind === 'trained').map(({ id }) => id);
  const { taken, log, inspections } = await collect(
    client,
    config,
    measures,
    wish,
    trained,
    onEvent,
  );

  let worstEce = 0;
  const results = new Map<Taken, MethodResult>();
  for (const one of taken) {
    const { payload, exact } = one;
    const result = measured(payload, payload.splits, payload.shift ? 0 : draws);
    // At one temperature: what is compared are the bytes, not two fits.
    const { temperature } = result;
    results.set(one, result);
    measured(payload, exact, 0, temperature).splits.forEach((split, i) => {
      const kept = result.splits[i]!;
      const off = (at: 'raw' | 'scaled') => Math.abs(split[at].ece - kept[at].ece);
      worstEce = Math.max(worstEce, off('raw'), off('scaled'));
    });
    await new Promise((resolve) => setTimeout(resolve));
  }

  const sets: RecordedRace['sets'][number][] = [];
  const names = new Map<object, string>();
  const setOf = async ({ splitId, role, indices, labels }: StoredSplit) => {
    const held = joined([indices, labels]);
    const name = `${splitId}/${checksum([held])}`;
    const known = sets.findIndex((set) => name === `${set.splitId}/${names.get(set)}`);
    if (known >= 0) return known;
    const set = { splitId, role, n: labels.length, ...(await compressed('sets.bin', held)) };
    names.set(set, checksum([held]));
    return sets.push(set) - 1;
  };
  const parts: RecordedRace['parts'][number][] = [];
  const infoOf = (payload: Parameters<typeof payloadKey>[0]) => {
    const arrays = payloadArrays(payload);
    const sizeBytes = arrays.reduce((sum, { byteLength }) => sum + byteLength, 0);
    return { key: payloadKey(payload), sizeBytes, checksum: checksum(arrays) };
  };
  for (const [methodId, own] of log) {
    const { values, ...columns } = packLog(methodId, own);
    const floats = Float32Array.from(values);
    const info = infoOf({ ...columns, values: Float64Array.from(floats) });
    parts.push({ info, ...columns, ...(await compressed('logs.bin', bytesOf(floats))) });
  }
  for (const { payload, packed } of taken) {
    const { splits, ...stamp } = payload;
    const own: number[] = [];
    for (const split of splits) own.push(await setOf(split));
    const held = await compressed(fileOf(payload), packed);
    parts.push({ info: infoOf(payload), ...stamp, sets: own, ...held });
  }

  const plain = [...results].filter(([{ payload }]) => !payload.shift);
  const all = plain.map(([, result]) => result);
  const planned = (id: string) => config.views.find(({ methodId }) => methodId === id)?.alpha;
  const final = all.flatMap(({ scope, methodId, alpha }, i) =>
    scope === 'full' && alpha === planned(methodId) ? [i] : [],
  );
  const text = JSON.stringify(inspections, (_, value) =>
    value instanceof Float32Array
      ? Array.from(value, (number) => Number(number.toFixed(4)))
      : value instanceof Int32Array
        ? [...value]
        : value,
  );
  const finals = config.lanes.flatMap(
    ({ methodId }) =>
      taken.findLast(
        ({ payload: one }) =>
          one.methodId === methodId &&
          one.scope === 'live' &&
          one.alpha === undefined &&
          !one.shift,
      )?.payload ?? [],
  );
  // As seen from the headless page, which lies one folder down.
  const folder = `../${catalogue.datasets.find(({ id }) => id === loaded.dataset.id)!.path}`;
  const { picture, ...faces } = await drawFaces(finals, loaded.dataset.splits, images, folder);
  return {
    results: final,
    all,
    worstEce,
    sets,
    parts,
    numbers: await compressed('numbers.bin', bytesOf(packNumbers(all))),
    inspections: await compressed('inspections.bin', new TextEncoder().encode(text)),
    faces: { ...faces, path: 'faces.webp', data: base64(picture) },
  };
}
