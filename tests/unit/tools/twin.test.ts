import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findPython, twinFolder } from '../../../scripts/findPython.ts';
import { projectRoot } from '../../../scripts/projectRoot.ts';
import { readImport } from '../../../src/engine/readImport.ts';
import { parseSafetensors } from '../../../src/io/safetensors.ts';
import { checksum } from '../../../src/math/checksum.ts';
import { methods } from '../../../src/methods/registry.ts';
import { models } from '../../../src/model/registry.ts';
import { parseTokenizer } from '../../../src/model/tokenizer.ts';
import { defaultParams, defaultRunConfig } from '../../../src/protocol/runConfig.ts';
import { toExperimentJson } from '../../../src/results/exports/experimentJson.ts';
import { paperTable, renderTable } from '../../../src/results/paperTable.ts';
import { resultColumns } from '../../../src/results/resultColumns.ts';
import { standardColumns } from '../../../src/results/tableColumns.ts';
import { captionsOf, noise } from '../../support/noisyCaptions.ts';
import { givenTinyClip } from '../../support/tinyClip.ts';
import { collect, tinyConfig, tinyRace } from '../engine/tinyRace.ts';

const python = findPython();
const folder = mkdtempSync(join(tmpdir(), 'twin-'));
afterAll(() => rmSync(folder, { recursive: true }));

const tokenizerPath = join(projectRoot, 'public', models[0]!.path, 'tokenizer.json');
const tokenizerJson = readFileSync(tokenizerPath, 'utf8');
/** Without what newer versions of Unicode call letters: each side knows one of its own. */
const settled = noise.filter((text) => !/(?=[\p{L}\p{N}])[\u{10000}-\u{10ffff}]/u.test(text));
const captions = fc.sample(captionsOf(tokenizerJson, settled), { numRuns: 10_000, seed: 5 });
/** More than any caption has, so that none is cut. */
const context = 10_000;
const lines = ['weights 12ab', 'config 9f', 'tokenizer 77'];

const columns = resultColumns(standardColumns);
const record = (value: number) => Object.fromEntries(columns.map(({ key }) => [key, value]));
const rows = [
  { label: 'Zero-shot', records: [record(0.0625), record(0.3125)] },
  { label: 'CaRot (NeurIPS)', records: [record(1.25), record(0.1)] },
];

/** Weights as the lab saves them: with a head and without. */
const saved = ['ft', 'flyp'] as const;
const pathOf = (method: string, side: 'from' | 'to') => join(folder, `${side}-${method}`);

/** Combinations are made of a race's lanes, in the lab alone. */
const inTwin = methods.filter(({ kind }) => kind !== 'imported' && kind !== 'combination');

/** A race of everything, away from the defaults. */
const config = tinyConfig(
  inTwin.map(({ id }) => id),
  { seed: 7, maxShift: 1, templates: ['{}'] },
);
const files = {
  dataset: { id: 'data', version: '1' },
  model: { id: 'model', version: '2', digest: '0123456789abcdef' },
};

interface Answer {
  readonly methods: readonly { id: string; label: string; params: Record<string, unknown> }[];
  readonly settings: Record<string, unknown>;
  readonly experiment: readonly unknown[];
  readonly digest: string;
  readonly table: string;
  readonly captions: readonly (readonly number[])[];
}
let answer: Answer;

describe.skipIf(!python)('the PyTorch twin (skipped where PyTorch is not installed)', () => {
  beforeAll(async () => {
    const { race, dispose } = tinyRace(tinyConfig([...saved]));
    await collect(race.train());
    for (const id of saved) writeFileSync(pathOf(id, 'from'), await race.exportWeights(id));
    dispose();
    const weights = saved.map((id) => ({ from: pathOf(id, 'from'), to: pathOf(id, 'to') }));
    const { config: model } = givenTinyClip.clip;
    const experiment = join(folder, 'experiment.json');
    writeFileSync(experiment, toExperimentJson({ lab: '1', config, ...files }));
    const question = { tokenizer: tokenizerPath, context, captions, lines, rows, weights, model };
    const { stdout, stderr, status } = spawnSync(python!, ['answers_for_lab.py'], {
      cwd: twinFolder,
      input: JSON.stringify({ ...question, experiment }),
      encoding: 'utf8',
      maxBuffer: 1e9,
    });
    expect(status, stderr).toBe(0);
    answer = JSON.parse(stdout);
  }, 120_000);

  test.each(saved)('weights of %s come back bit for bit, and the lab opens them', (id) => {
    const before = parseSafetensors(new Uint8Array(readFileSync(pathOf(id, 'from'))));
    const file = new Uint8Array(readFileSync(pathOf(id, 'to')));
    const after = parseSafetensors(file);
    expect([...after.tensors.keys()].sort()).toEqual([...before.tensors.keys()].sort());
    expect(after.tensors.has('carot_lab.head.weight')).toBe(id === 'ft');
    for (const [name, { shape, dtype, bytes }] of before.tensors) {
      const other = after.tensors.get(name)!;
      expect([other.dtype, other.shape]).toEqual([dtype, shape]);
      expect(Buffer.compare(other.bytes, bytes), name).toBe(0);
    }
    const { lab, dispose } = tinyRace(tinyConfig(['zs']));
    const { weights, notes } = readImport('back.safetensors', file, lab);
    dispose();
    expect(notes).toEqual([]);
    expect(weights.state.size).toBe(id === 'ft' ? 2 : 0);
  });

  test('has the methods of the lab, in their order, with their labels and parameters', () => {
    const wanted = inTwin.map(({ id, label, params, base }) => {
      const of = methods.find((method) => method.id === base);
      const own = of ? { ...defaultParams(of.params), alpha: 0.5 } : defaultParams(params);
      return { id, label, params: own };
    });
    expect(answer.methods).toEqual(wanted);
  });

  test('has the default settings of the lab', () => {
    const { version: _, evaluation, ...settings } = defaultRunConfig;
    expect(answer.settings).toEqual({ ...settings, finalLimit: evaluation.finalLimit });
  });

  test('reads an experiment as the lab means it', () => {
    const {
      version: _,
      modelId: _m,
      datasetId: _d,
      lanes,
      views,
      evaluation,
      ...settings
    } = config;
    const params = [
      ...lanes.map((lane) => [lane.methodId, lane.params]),
      ...views.map(({ methodId, alpha }) => [methodId, { alpha }]),
    ];
    expect(answer.experiment).toEqual([
      inTwin.map(({ id }) => id),
      { ...settings, finalLimit: evaluation.finalLimit },
      Object.fromEntries(params),
    ]);
  });

  test('splits 10,000 captions with Unicode noise into the same tokens', () => {
    const ours = parseTokenizer(tokenizerJson);
    expect(answer.captions).toHaveLength(captions.length);
    captions.forEach((text, i) => {
      expect(answer.captions[i], JSON.stringify(text)).toEqual([...ours.encode(text, context)]);
    });
  });

  test('knows files by the same digest', () =>
    expect(answer.digest).toBe(checksum([new TextEncoder().encode([...lines].sort().join('\n'))])));

  test('prints the same table', () => {
    const own = rows.flatMap(({ label, records }) => records.map((row) => ({ label, row })));
    expect(answer.table).toBe(renderTable(paperTable(own), columns));
  });
});
