import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { datasets } from '../../../src/data/registry.ts';
import { checksum } from '../../../src/math/checksum.ts';
import { methods } from '../../../src/methods/registry.ts';
import { models } from '../../../src/model/registry.ts';
import { methodResult } from '../../../src/results/methodResult.ts';
import { readRecording } from '../../../src/results/readRecording.ts';
import { recordedBytes, unpackLogits } from '../../../src/results/recordedLogits.ts';
import { recordedBins, unpackNumbers } from '../../../src/results/recordedNumbers.ts';
import { numbersFile, type RecordedPlace, type Recording } from '../../../src/results/recording.ts';
import { payloadArrays } from '../../../src/results/runRecord.ts';

const inRuns = (path: string) => new URL(`../../../public/runs/${path}`, import.meta.url);
const index = JSON.parse(readFileSync(inRuns('index.json'), 'utf8')) as {
  id: string;
  datasetId: string;
  modelId: string;
}[];

const open = (id: string): Recording =>
  readRecording(JSON.parse(readFileSync(inRuns(`${id}/recording.json`), 'utf8')));

const held = (id: string, { path, offset, bytes }: RecordedPlace) => {
  const file = readFileSync(inRuns(`${id}/${path}`));
  return new Uint8Array(gunzipSync(file.subarray(offset, offset + bytes))).buffer;
};

function evaluation(recording: Recording, key: string) {
  const part = recording.parts.find(({ info }) => info.key === key)!;
  if (part.kind !== 'evaluation') throw new Error(`${key} is no evaluation`);
  const classCount = recording.record.dataset.classNames.length;
  const bytes = new Uint8Array(held(recording.id, part));
  let from = 0;
  const splits = part.sets.map((position) => {
    const { n, splitId, role, ...place } = recording.sets[position]!;
    const both = new Int32Array(held(recording.id, place));
    const size = recordedBytes(n, classCount);
    const logits = unpackLogits(bytes.subarray(from, from + size), n, classCount);
    from += size;
    return { splitId, role, indices: both.slice(0, n), labels: both.slice(n), logits, classCount };
  });
  return { part, splits, classCount };
}

describe.each(index)('the recorded race $id', ({ id, datasetId, modelId }) => {
  const recording = open(id);
  const { record, loaded, files } = recording;

  test('is of the model and the data that the lab ships', () => {
    expect(record.config).toMatchObject({ datasetId, modelId });
    const manifest = (path: string) =>
      JSON.parse(
        readFileSync(new URL(`../../../public/${path}/manifest.json`, import.meta.url), 'utf8'),
      );
    const dataset = datasets.find((one) => one.id === datasetId)!;
    const model = models.find((one) => one.id === modelId)!;
    expect(loaded.dataset.version).toBe(String(manifest(dataset.path).version));
    expect(loaded.model.version).toBe(String(manifest(model.path).version));
    for (const { methodId } of [...record.config.lanes, ...record.config.views]) {
      expect(methods.map((method) => method.id)).toContain(methodId);
    }
  });

  test('is whole, small at first sight and not large in all', () => {
    const size = (path: string) => readFileSync(inRuns(`${id}/${path}`)).length;
    for (const { path, bytes, sha256 } of files) {
      expect(size(path)).toBe(bytes);
      const digest = createHash('sha256').update(readFileSync(inRuns(`${id}/${path}`)));
      expect(digest.digest('hex')).toBe(sha256);
    }
    const first = ['recording.json', numbersFile, recording.faces.path];
    expect(first.reduce((sum, path) => sum + size(path), 0)).toBeLessThan(1.5e6);
    expect(files.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(20e6);
  });

  test('lost less than .001 of any calibration error to its bytes', () => {
    expect(recording.quantisation.worstEce).toBeLessThanOrEqual(0.001);
  });

  test('shows the numbers that its logits give', () => {
    const floats = new Float32Array(
      held(id, {
        path: numbersFile,
        offset: 0,
        bytes: files.find((one) => one.path === numbersFile)!.bytes,
      }),
    );
    const results = unpackNumbers(floats, recording.numbers);
    expect(recording.results.length).toBeGreaterThan(0);
    for (const position of recording.results) {
      const said = results[position]!;
      const { methodId, step, scope, alpha } = said;
      const key = ['evaluation', methodId, step, scope, alpha ?? 'own'].join('/');
      const { part, splits, classCount } = evaluation(recording, key);
      expect(checksum(payloadArrays({ kind: 'evaluation', methodId, step, scope, splits }))).toBe(
        part.info.checksum,
      );
      const stamp = { methodId, step, scope, classCount };
      const again = methodResult({ ...stamp, splits, options: { ...recordedBins, draws: 0 } });
      expect(again.temperature).toBeCloseTo(said.temperature, 9);
      for (const [i, split] of again.splits.entries()) {
        expect(split.raw.ece).toBeCloseTo(said.splits[i]!.raw.ece, 6);
        expect(split.scaled.ece).toBeCloseTo(said.splits[i]!.scaled.ece, 6);
        expect(split.raw.accuracy).toBe(said.splits[i]!.raw.accuracy);
      }
    }
  });

  test('has a place of every part inside its file', () => {
    const cut = { ...recording, files: files.map((file) => ({ ...file, bytes: 1 })) };
    expect(() => readRecording(cut)).toThrow(/outside/);
  });
});
