import type { EngineClient } from '../src/client/engineClient.ts';
import type { ImagesClient } from '../src/client/imagesClient.ts';
import { checksum } from '../src/math/checksum.ts';
import type { Catalogue } from '../src/protocol/catalogue.ts';
import type { LabEvent, LoadedInfo } from '../src/protocol/events.ts';
import type { RunConfig } from '../src/protocol/runConfig.ts';
import { packLog } from '../src/results/packLog.ts';
import { packNumbers } from '../src/results/recordedNumbers.ts';
import type { RecordedFaces, RecordedPart, RecordedSet } from '../src/results/recording.ts';
import {
  type EvaluationPayload,
  payloadArrays,
  payloadKey,
  type StoredSplit,
} from '../src/results/runRecord.ts';
import type { MethodResult } from '../src/results/types.ts';
import { base64, bytesOf, compressed, joined, type RecordedBytes } from './recordBytes.ts';
import { collect, measured, type RecordWish, type Taken } from './recordCollect.ts';
import { drawFaces } from './recordFaces.ts';

type Unplaced<T> = T extends unknown ? Omit<T, 'path' | 'offset' | 'bytes'> : never;

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
