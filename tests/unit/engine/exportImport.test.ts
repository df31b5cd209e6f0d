import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { exportedHead, exportModel } from '../../../src/engine/exportModel.ts';
import { importedRace } from '../../../src/engine/keptRace.ts';
import type { Lab } from '../../../src/engine/lab.ts';
import { entryOf, offer } from '../../../src/engine/offer.ts';
import { readImport } from '../../../src/engine/readImport.ts';
import {
  parseSafetensors,
  toFloat32,
  type WritableTensor,
  writeSafetensors,
} from '../../../src/io/safetensors.ts';
import { createClip } from '../../../src/model/createClip.ts';
import { parseClipConfig } from '../../../src/model/parseClipConfig.ts';
import * as tf from '../../../src/ops/tf.ts';
import type { LoadedInfo, NotesEvent } from '../../../src/protocol/events.ts';
import { LabError } from '../../../src/protocol/labError.ts';
import type { RunConfig } from '../../../src/protocol/runConfig.ts';
import { validateRunConfig } from '../../../src/protocol/validateRunConfig.ts';
import { tinyLab } from '../../support/tinyLab.ts';
import { collect, logitsOf, tinyConfig, tinyRace } from './tinyRace.ts';

const shipped = new URL('../../../public/models/iconclip/', import.meta.url);

/** What the safetensors format asks of a file, checked without the lab's own reader. */
function readByTheBook(file: Uint8Array) {
  const view = new DataView(file.buffer, file.byteOffset);
  const length = Number(view.getBigUint64(0, true));
  const text = new TextDecoder('utf-8', { fatal: true }).decode(file.subarray(8, 8 + length));
  expect(text[0]).toBe('{');
  expect(text.trimEnd().at(-1)).toBe('}');
  const { __metadata__: metadata, ...entries } = JSON.parse(text);
  const spans = Object.values(entries) as {
    dtype: string;
    shape: number[];
    data_offsets: number[];
  }[];
  let end = 0;
  for (const { dtype, shape, data_offsets } of spans.sort(
    (a, b) => a.data_offsets[0]! - b.data_offsets[0]!,
  )) {
    expect(dtype).toBe('F32');
    expect(data_offsets[0]).toBe(end);
    end = data_offsets[1]!;
    expect(end - data_offsets[0]!).toBe(4 * shape.reduce((a, b) => a * b, 1));
  }
  expect(8 + length + end).toBe(file.length);
  return { names: Object.keys(entries), metadata };
}

const infoOf = (lab: Lab): LoadedInfo => ({
  dataset: { ...lab.dataset, id: 'iconshift', splits: lab.dataset.splits },
  model: {
    id: 'iconclip',
    label: 'Tiny',
    version: '1',
    digest: 'd1',
    parameterCount: 0,
    activation: 'gelu',
  },
});

const noNotes = (event: NotesEvent) => expect.unreachable(event.notes.join());

describe('weights out', () => {
  test('the shipped checkpoint comes out with its own names, shapes and numbers', async () => {
    const source = parseSafetensors(
      new Uint8Array(readFileSync(new URL('model.safetensors', shipped))),
    );
    const weights = new Map(
      [...source.tensors].map(([name, entry]) => [
        name,
        { shape: entry.shape, data: toFloat32(entry) },
      ]),
    );
    const config = parseClipConfig(readFileSync(new URL('config.json', shipped), 'utf8'));
    const model = createClip(config, weights);
    const zs = entryOf('zs');
    const nothing = { state: null, teacher: null, params: {}, step: 0, dispose() {} };
    const run = tinyConfig(['zs']);
    const file = await exportModel({ entry: zs, method: zs, model, ...nothing }, null, run);
    model.dispose();
    const { names } = readByTheBook(file);
    expect(names.sort()).toEqual([...source.tensors.keys()].sort());
    for (const [name, entry] of parseSafetensors(file).tensors) {
      const original = weights.get(name)!;
      expect(entry.shape).toEqual(original.shape);
      expect(Buffer.compare(entry.bytes, new Uint8Array(original.data.buffer))).toBe(0);
    }
  });

  test('a trained lane has its head beside the model, and its config inside', async () => {
    const config = tinyConfig(['ft', 'wise-ft', 'flyp']);
    const { race, lab, dispose } = tinyRace(config);
    await collect(race.train());
    const ft = readByTheBook(await race.exportWeights('ft'));
    const model = [...lab.pretrained.variables.keys()];
    expect(ft.names.sort()).toEqual([...model, exportedHead.weight, exportedHead.bias].sort());
    expect(ft.metadata).toMatchObject({ format: 'pt', 'carot_lab.method': 'ft' });
    expect(JSON.parse(ft.metadata['carot_lab.config'])).toEqual(config);
    const flyp = readByTheBook(await race.exportWeights('flyp'));
    expect(flyp.names.sort()).toEqual(model.sort());
    const mixed = await race.exportWeights('wise-ft', 0.25);
    expect(readByTheBook(mixed).metadata['carot_lab.alpha']).toBe('0.25');
    const at = (file: Uint8Array) =>
      toFloat32(parseSafetensors(file).tensors.get('visual_projection.weight')!);
    const [start, end] = [
      at(await race.exportWeights('wise-ft', 0)),
      at(await race.exportWeights('ft')),
    ];
    at(mixed).forEach((value, i) => {
      expect(value).toBeCloseTo(0.75 * start[i]! + 0.25 * end[i]!, 5);
    });
    dispose();
  });
});

describe('weights in', () => {
  test.each(['ft', 'flyp', 'zs'])('%s evaluates as it did when it went out', async (id) => {
    const { race, lab, dispose } = tinyRace(tinyConfig(['zs', 'ft', 'flyp']));
    await collect(race.train());
    const file = await race.exportWeights(id);
    const before = logitsOf(await collect(race.evaluate(id, 'full')));
    const { make, methodId } = await importedRace(
      'tuned.safetensors',
      file,
      lab,
      infoOf(lab),
      noNotes,
    );
    const back = make();
    expect(methodId).toBe('imported');
    validateRunConfig(back.config, offer, 'restore');
    expect(() => validateRunConfig(back.config, offer)).toThrow(/can be raced/);
    const events = await collect(back.evaluate(methodId, 'full'));
    expect(logitsOf(events)).toEqual(before);
    // And it can be kept and taken back like any run.
    const kept = await back.saveWeights();
    expect(Object.keys(kept)).toEqual(['imported']);
    const out = await back.exportWeights('imported');
    expect(readByTheBook(out).names.sort()).toEqual(readByTheBook(file).names.sort());
    back.dispose();
    dispose();
  });

  test('F16, BF16, a scalar as a vector and position_ids are fine', () => {
    const lab = tinyLab();
    const halves = new Map([...lab.pretrained.variables].map(([name, v]) => [name, v.shape]));
    for (const [dtype, one] of [
      ['F16', 0x3c00],
      ['BF16', 0x3f80],
    ] as const) {
      let at = 0;
      const lines = [...halves].map(([name, shape]): [string, object] => {
        const begin = at;
        at += 2 * shape.reduce((a, b) => a * b, 1);
        const shown = name === 'logit_scale' ? [1] : shape;
        return [name, { dtype, shape: shown, data_offsets: [begin, at] }];
      });
      const ids = { dtype: 'I64', shape: [1, 1], data_offsets: [at, at + 8] };
      lines.push(['text_model.embeddings.position_ids', ids]);
      const header = new TextEncoder().encode(JSON.stringify(Object.fromEntries(lines)));
      const file = new Uint8Array(8 + header.length + at + 8);
      const view = new DataView(file.buffer);
      view.setBigUint64(0, BigInt(header.length), true);
      file.set(header, 8);
      for (let i = 0; i < at; i += 2) view.setUint16(8 + header.length + i, one, true);
      const { weights, notes } = readImport('half.safetensors', file, lab);
      expect(notes.join()).toMatch(/one tensor has no place .* position_ids|position_ids \(I64\)/);
      expect(
        [...weights.model.get('visual_projection.weight')!.data].every((value) => value === 1),
      ).toBe(true);
    }
    lab.pretrained.dispose();
  });

  test('what is wrong with a file is said with its name, and nothing stays behind', async () => {
    const { race, lab, dispose } = tinyRace(tinyConfig(['ft']));
    const good = await race.exportWeights('ft');
    const { tensors } = parseSafetensors(good);
    const writable = [...tensors.values()].map(
      (entry): WritableTensor => ({ name: entry.name, shape: entry.shape, data: toFloat32(entry) }),
    );
    const changed = (name: string, change: (t: WritableTensor) => WritableTensor[]) =>
      writeSafetensors(writable.flatMap((t) => (t.name === name ? change(t) : [t])));
    const text = (words: string) => new TextEncoder().encode(words.padEnd(600));
    const extra = {
      name: 'vision_model.encoder.layers.9.x',
      shape: [1],
      data: new Float32Array(1),
    };
    const before = tf.memory().numTensors;
    const cases: readonly (readonly [Uint8Array, string, RegExp])[] = [
      [new Uint8Array(), 'truncated', /empty/],
      [good.slice(0, -2), 'truncated', /./],
      [text('<!doctype html><html>'), 'wrong-format', /web page/],
      [text('version https://git-lfs.github.com/spec/v1'), 'wrong-format', /LFS/],
      [Uint8Array.of(0x80, 2, ...new Uint8Array(30)), 'wrong-format', /pickle/],
      [
        Uint8Array.of(0x47, 0x47, 0x55, 0x46, ...new Uint8Array(30).fill(9)),
        'wrong-format',
        /GGUF/,
      ],
      [Uint8Array.of(0x50, 0x4b, 3, 4, ...new Uint8Array(30).fill(9)), 'wrong-format', /zip/],
      [writeSafetensors([]), 'weights-do-not-fit', /(is missing; [^;]*){5}and \d+ more/],
      [changed('logit_scale', () => []), 'weights-do-not-fit', /logit_scale is missing/],
      [
        changed('logit_scale', (t) => [t, extra]),
        'weights-do-not-fit',
        /layers\.9\.x has no place/,
      ],
      [changed(exportedHead.bias, () => []), 'weights-do-not-fit', /head\.bias is missing/],
      [
        changed('visual_projection.weight', (t) => [{ ...t, shape: [t.data.length] }]),
        'weights-do-not-fit',
        /visual_projection\.weight is \[\d+\], this model has \[\d+, \d+\]/,
      ],
      [
        changed('logit_scale', (t) => [{ ...t, data: Float32Array.of(Number.NaN) }]),
        'non-finite-weights',
        /logit_scale/,
      ],
      [
        changed('logit_scale', (t) => [{ ...t, data: Float32Array.of(Number.POSITIVE_INFINITY) }]),
        'non-finite-weights',
        /logit_scale/,
      ],
    ];
    for (const [bytes, code, words] of cases) {
      try {
        await importedRace('evil\u202Egpj.\u0000bin', bytes, lab, infoOf(lab), noNotes);
        expect.unreachable();
      } catch (error) {
        expect(error).toBeInstanceOf(LabError);
        const { message, code: said, hint } = error as LabError;
        expect(said).toBe(code);
        expect(message).toMatch(words);
        expect(message.startsWith('evilgpj.bin: ')).toBe(true);
        expect(hint).toMatch(/\w/);
      }
    }
    expect(tf.memory().numTensors).toBe(before);
    dispose();
  });

  test('an imported run is never raced', () => {
    const config: RunConfig = {
      ...tinyConfig(['zs']),
      lanes: [{ methodId: 'imported', params: {} }],
    };
    expect(() => validateRunConfig(config, offer)).toThrow(/"imported" can be raced/);
    expect(() => tinyRace(config)).toThrow();
  });
});
