import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { absentClasses, removeClasses } from '../../src/data/absentClasses.ts';
import { buildDataset } from '../../src/data/buildDataset.ts';
import type { Dataset } from '../../src/data/dataset.ts';
import { packFileName, parseDatasetManifest } from '../../src/data/datasetManifest.ts';
import { evaluateSplit } from '../../src/engine/evaluate.ts';
import { promptBankFrom } from '../../src/engine/promptBank.ts';
import { parseSafetensors, toFloat32 } from '../../src/io/safetensors.ts';
import { fitTemperature } from '../../src/metrics/temperatureScaling.ts';
import type { ClipModel } from '../../src/model/clip.ts';
import { createClip } from '../../src/model/createClip.ts';
import { parseClipConfig } from '../../src/model/parseClipConfig.ts';
import { parsePreprocessor } from '../../src/model/parsePreprocessor.ts';
import { encodeBatch, parseTokenizer } from '../../src/model/tokenizer.ts';
import { zeroShotHead } from '../../src/model/zeroShotHead.ts';
import * as tf from '../../src/ops/tf.ts';
import { summarise } from '../../src/results/summarise.ts';
import vector from './iconclip.json' with { type: 'json' };

const read = (path: string) =>
  new Uint8Array(readFileSync(new URL(`../../public/${path}`, import.meta.url)));
const text = (path: string) => new TextDecoder().decode(read(path));
const modelFile = (name: string) => `models/iconclip/${name}`;
const weightBytes = read(modelFile('model.safetensors'));
const normalisation = parsePreprocessor(text(modelFile('preprocessor_config.json')));

const asShown = { temperature: 1, binCount: 15, binning: 'width', draws: 0 } as const;

let model: ClipModel;
let head: tf.Tensor2D;
let dataset: Dataset;

beforeAll(async () => {
  const config = parseClipConfig(text(modelFile('config.json')));
  const { tensors } = parseSafetensors(weightBytes);
  model = createClip(
    config,
    new Map(
      [...tensors].map(([name, entry]) => [name, { shape: entry.shape, data: toFloat32(entry) }]),
    ),
  );
  dataset = await buildDataset(
    parseDatasetManifest(text('datasets/iconshift/manifest.json')),
    read(`datasets/iconshift/${packFileName}`),
  );
  const { classNames } = dataset;
  const captions = classNames.flatMap((name) =>
    vector.templates.map((template) => template.replaceAll('{}', name)),
  );
  const tokenizer = parseTokenizer(text(modelFile('tokenizer.json')));
  const table = encodeBatch(tokenizer, captions, config.text.maxPositions);
  const prompts = promptBankFrom(table, classNames.length, vector.templates.length).all();
  head = zeroShotHead(model, prompts, classNames.length);
  tf.dispose([prompts.tokens, prompts.eosPositions]);
});
afterAll(() => {
  model.dispose();
  head.dispose();
});

async function answersOn(splitId: string, wanted?: readonly number[]) {
  const split = dataset.splits.find(({ id }) => id === splitId)!;
  const indices = Int32Array.from(wanted ?? split.labels.keys());
  const settings = { normalisation, indices, chunk: 128 };
  const found = await evaluateSplit(model, { weight: head, bias: null }, split, settings);
  const classCount = dataset.classNames.length;
  removeClasses(found.logits, classCount, absentClasses(split, classCount));
  return found;
}

test('is the checkpoint that its card describes', () => {
  const digest = createHash('sha256').update(weightBytes).digest('hex');
  expect(digest).toBe('12666426d1a5a7cce47a95ae81af930ef55fa1649e74fa7c5fff8321314262ca');
  expect(text(modelFile('README.md'))).toContain(digest);
  expect(weightBytes.length).toBeLessThan(8e6);
});

test('gives the logits that PyTorch gives in double precision', async () => {
  expect(dataset.version).toBe(vector.dataset);
  const { logits } = await answersOn('id-test', vector.indices);
  const expected = vector.logits.flat();
  expect(logits).toHaveLength(expected.length);
  logits.forEach((value, i) => {
    expect(Math.abs(value - expected[i]!)).toBeLessThan(1e-3);
  });
});

test('is worth on every split what PyTorch measures', { timeout: 300_000 }, async () => {
  const classCount = dataset.classNames.length;
  for (const [splitId, expected] of Object.entries(vector.splits)) {
    const { logits, labels } = await answersOn(splitId);
    const found = summarise(logits, labels, classCount, asShown);
    expect(found.n, splitId).toBe(expected.n);
    // One image may fall on the other side of a tie of the last bits.
    expect(Math.abs(found.accuracy - expected.acc), splitId).toBeLessThan(1.5 / expected.n);
    expect(Math.abs(found.ece - expected.ece), splitId).toBeLessThan(2e-3);
  }
  const validation = await answersOn('id-val');
  const { temperature } = fitTemperature(validation.logits, validation.labels, classCount);
  expect(temperature).toBeCloseTo(vector.temperature, 3);
});

test('the cards quote these figures', () => {
  const cards = [text('models/iconclip/README.md'), text('datasets/iconshift/README.md')];
  for (const { acc, ece: error } of Object.values(vector.splits)) {
    for (const card of cards) {
      for (const value of [acc, error]) expect(card).toContain(value.toFixed(3).replace('0.', '.'));
    }
  }
});
