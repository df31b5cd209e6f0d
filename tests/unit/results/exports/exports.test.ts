import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../../../../scripts/projectRoot.ts';
import { csvCell, csvRow } from '../../../../src/results/exports/csv.ts';
import { imagesCsv, imagesCsvHeader } from '../../../../src/results/exports/imagesCsv.ts';
import { labVersion } from '../../../../src/results/exports/labVersion.ts';
import { readRunJson, toRunJson } from '../../../../src/results/exports/runJson.ts';
import { methodResult } from '../../../../src/results/methodResult.ts';
import { RunFileError } from '../../../../src/results/runFileError.ts';
import { summarise } from '../../../../src/results/summarise.ts';
import { tableRow } from '../../../../src/results/tableRow.ts';
import { honestRecord, honestResult } from '../../../support/honestRecord.ts';

const hostile = [
  '<img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  '</script><script>alert(1)</script>',
  '{{7*7}}',
  '=HYPERLINK("http://x","y")',
  '+1+1',
  '-2',
  '@SUM(A1)',
  '\tx',
  '\rx',
  'a,b\r\n"c"',
  '\u202egnp.exe',
  'zero\u200bwidth',
  'constructor',
  '__proto__',
  'toString',
];

/** A plain reader of RFC 4180. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  const cell = /("(?:[^"]|"")*"|[^,\r\n]*)(,|\r\n|$)/y;
  while (cell.lastIndex < text.length) {
    const [, raw = '', end] = cell.exec(text) ?? [];
    rows.at(-1)!.push(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw);
    if (end === '\r\n' && cell.lastIndex < text.length) rows.push([]);
  }
  return rows;
}

describe('CSV', () => {
  test.each(hostile)('%j comes back as a text that no spreadsheet runs', (text) => {
    const [[cell, next] = []] = readCsv(csvRow([text, 'next']));
    expect(cell).toBe(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
    expect(next).toBe('next');
  });

  test.each(['', '\n', ' ', '\u00a0', '\ufeff', '\u200b', '\u0000', '\t ', '\u3000'])(
    'after %j a formula is disarmed, and so is a full-width one',
    (before) => {
      for (const sign of '=+-@＝＋－＠﹢﹣﹦﹫') {
        const [[cell] = []] = readCsv(csvRow([`${before}${sign}1+1`]));
        expect(cell).toBe(`'${before}${sign}1+1`);
      }
    },
  );

  test('whatever separates a list somewhere is quoted, and letters of any script stay', () => {
    for (const text of ['a;b', 'a\tb', 'a,b', 'a\nb', ' a', 'a\u2028b'])
      expect(csvCell(text)).toBe(`"${text}"`);
    for (const text of ['été', '日本', 'Straße', 'a b']) expect(csvCell(text)).toBe(text);
    expect(imagesCsvHeader().startsWith('\ufeffmethod,')).toBe(true);
  });

  test('numbers come back as the same doubles', () =>
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Number(csvCell(value))).toBe(value + 0);
      }),
    ));

  test('the ECE on the screen is that of the file, raw and scaled', () => {
    const classCount = 7;
    const n = 400;
    const wave = (i: number) => 3 * Math.sin(i * 12.9898) * Math.cos(i * 78.233);
    const logits = Float32Array.from({ length: n * classCount }, (_, i) => wave(i));
    const labels = Int32Array.from({ length: n }, (_, i) => (i * 5) % classCount);
    for (let i = 0; i < n; i += 2) logits[i * classCount + labels[i]!]! += 4;
    const indices = Int32Array.from({ length: n }, (_, i) => 3 * i);
    const split = { splitId: 'id', role: 'id', logits, labels, indices, classCount } as const;
    const temperature = 1.7;
    const names = hostile.slice(0, classCount);
    const text =
      imagesCsvHeader() + imagesCsv({ label: 'FT', step: 152, temperature }, split, names);
    const [head = [], ...rows] = readCsv(text);
    const column = (name: string) => rows.map((row) => row[head.indexOf(name)]!);
    expect(rows).toHaveLength(n);
    expect(column('index').map(Number)).toEqual([...indices]);
    for (const [name, T] of [
      ['confidence', 1],
      ['confidence_scaled', temperature],
    ] as const) {
      const confidence = column(name).map(Number);
      const correct = column('correct').map(Number);
      let ece = 0;
      for (let b = 0; b < 15; b++) {
        const inBin = confidence.flatMap((c, i) =>
          c > b / 15 && c <= (b + 1) / 15 ? [c - correct[i]!] : [],
        );
        ece += Math.abs(inBin.reduce((sum, gap) => sum + gap, 0)) / n;
      }
      const options = { temperature: T, binCount: 15, binning: 'width', draws: 0 } as const;
      const onScreen = summarise(logits, labels, classCount, options);
      expect(Math.abs(ece - onScreen.ece)).toBeLessThan(1e-6);
      expect(column('correct').filter((c) => c === '1').length / n).toBe(onScreen.accuracy);
    }
  });
});

describe('a run as JSON', () => {
  const record = honestRecord({ name: hostile[0]!, notes: hostile.join('\n') });
  const text = toRunJson(record);
  const changed = (change: (value: Record<string, never>) => void) => {
    const value = JSON.parse(text) as Record<string, never>;
    change(value);
    return JSON.stringify(value);
  };

  test('reads back the same, but for what lies beside it', () => {
    expect(readRunJson(text)).toEqual(record);
    const beside = [{ key: 'weights/ft', sizeBytes: 1, checksum: 'a' }];
    expect(readRunJson(toRunJson({ ...record, payloads: beside })).payloads).toEqual([]);
  });

  test('"no data" stays "no data"', () => {
    const [result] = record.results;
    const splits = result!.splits.filter(({ role }) => role !== 'ood');
    const row = tableRow(splits, result!.row.temperature);
    const empty = toRunJson({ ...record, results: [{ ...result!, splits, row }] });
    expect(readRunJson(empty).results[0]!.row.oodAcc).toBeNaN();
  });

  test.each([
    ['', 'wrong-file', /not JSON/],
    ['<!doctype html>', 'wrong-file', /not JSON/],
    ['[]', 'wrong-file', /not a run/],
    ['null', 'wrong-file', /not a run/],
    ['{"model_type":"clip"}', 'wrong-file', /config of a model/],
    ['{"added_tokens":[]}', 'wrong-file', /a tokenizer/],
    ['{"version":1,"seeds":[0]}', 'wrong-file', /report of an experiment/],
    [changed((value) => Object.assign(value, { version: 2 })), 'newer-version', /newer version/],
  ] as const)('%.30s is named for what it is', (wrong, code, message) => {
    expect(() => readRunJson(wrong)).toThrow(RunFileError);
    expect(() => readRunJson(wrong)).toThrow(message);
    try {
      readRunJson(wrong);
    } catch (error) {
      expect(error).toMatchObject({ code });
    }
  });

  test('cut at every tenth of its length it is refused', () => {
    for (let tenth = 1; tenth < 10; tenth++) {
      const cut = text.slice(0, Math.floor((text.length * tenth) / 10));
      expect(() => readRunJson(cut)).toThrow(/cut off/);
    }
  });

  const set = (path: readonly (string | number)[], value: unknown) =>
    changed((root) => {
      let at = root as unknown as Record<string | number, never>;
      for (const step of path.slice(0, -1)) at = at[step]!;
      Object.defineProperty(at, path.at(-1)!, { value, enumerable: true });
    });

  test.each([
    [['results', 0, 'row', 'idAcc'], 'high'],
    [['results', 0, 'row', 'idAcc'], 7],
    [['results', 0, 'splits', 0, 'raw', 'ece'], -1],
    [['results', 0, 'splits', 0, 'raw', 'bins'], Array.from({ length: 1001 }, () => ({}))],
    [['results'], Array.from({ length: 65 }, () => null)],
    [['results', 0, 'methodId'], '__proto__'],
    [['results', 0, 'methodId'], 'constructor'],
    [['id'], '../../x'],
    [['name'], ''],
    [['name'], 'x'.repeat(10_000)],
    [['step'], 1e9],
    [['step'], 1.5],
    [['phase'], 'winning'],
    [
      ['dataset', 'classNames'],
      ['a', 'a'],
    ],
    [
      ['dataset', 'classNames'],
      ['a', ''],
    ],
    [['dataset', 'classNames'], 'a'],
    [['config', 'seed'], -1],
    [['config', 'templates'], [1]],
    [['config', 'optimizer'], null],
    [['config', 'lanes', 0, 'params'], { x: {} }],
    [['config', 'lanes', 0, 'params'], JSON.parse('{"__proto__": 1}')],
    [['backend', 'backend'], 'tpu'],
  ] as const)('%j as %.40j is refused, and says where', (path, value) => {
    expect(() => readRunJson(set(path, value))).toThrow(/^The run is damaged: /);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  const first = record.results[0]!;
  const raw = ['results', 0, 'splits', 1, 'raw'] as const;
  const { raw: summary } = first.splits[1]!;
  const full = summary.bins.findIndex(({ count }) => count > 3);
  test.each([
    [['results', 0, 'row', 'idAcc'], 0.987, 'ft, row, has idAcc 0.987, but its splits say'],
    [['results', 0, 'row', 'oodEceTs'], 0, 'ft, row, has oodEceTs'],
    [['results', 0, 'row', 'temperature'], 3, 'scaled has temperature'],
    [[...raw, 'accuracy'], 0.99, 'ft, id-1, raw has accuracy 0.99, but its bins say'],
    [[...raw, 'ece'], 0.001, 'raw has ece'],
    [[...raw, 'signedGap'], 0.9, 'raw has signedGap'],
    [[...raw, 'meanConfidence'], null, 'raw has meanConfidence|raw has ece'],
    [[...raw, 'n'], 71, 'raw has n 71'],
    [[...raw, 'temperature'], 2, 'raw has temperature 2, but it is 1'],
    [[...raw, 'bins'], summary.bins.slice(1), 'has 14 bins of 15'],
    [[...raw, 'bins'], [], 'has 0 bins of 15'],
    [[...raw, 'bins', 3, 'upper'], 0.1, 'bin 4, ends at 0.1|reaches from'],
    [[...raw, 'bins', full, 'correct'], 1000, 'right of'],
    [[...raw, 'bins', full, 'accuracy'], 0.123, 'has accuracy 0.123, but its counts say'],
    [[...raw, 'bins', full, 'confidence'], 0.01, 'which is not in it'],
    [[...raw, 'bins', full, 'accuracyInterval'], [0.9, 0.1], 'its ends are reversed'],
    [[...raw, 'accuracyInterval'], [0.9, 0.1], 'raw, accuracyInterval goes from 0.9 to 0.1'],
    [[...raw, 'eceInterval'], [0.3, 0.1], 'raw, eceInterval goes from'],
    [['results', 0, 'splits', 2, 'splitId'], 'id-1', 'splits, has id-1 twice'],
    [['results'], Array.from({ length: 64 }, () => first), 'results has ft twice'],
    [['results', 0, 'methodId'], 'unheard-of', 'has unheard-of, which is not in the config'],
    [['results', 0, 'step'], 153, 'ft is at step 153 of a run of 152 steps'],
    [['step'], 153, 'the run is at step 153'],
    [['bookmarks', 0, 'step'], 9999, 'bookmark 1 is at step 9999'],
    [
      ['config', 'lanes'],
      [...record.config.lanes, record.config.lanes[1]],
      'the config has ft twice',
    ],
    [['name'], '\u200b \u202e', 'name has no sign that can be seen'],
    [['dataset', 'classNames'], ['a', '\u2060'], 'class 2 has no sign that can be seen'],
  ] as const)('%j as %.30j contradicts the rest, and says what', (path, value, said) => {
    expect(() => readRunJson(set(path, value))).toThrow(
      new RegExp(`^The run is damaged: .*(${said})`),
    );
  });

  test('every result that the lab computes agrees with itself', () => {
    for (const mass of [false, true])
      for (const temperature of [undefined, 0.3, 1, 4]) {
        const results = [honestResult('ft', { mass, temperature })];
        expect(readRunJson(toRunJson({ ...record, results })).results).toEqual(results);
      }
  });

  test('a run that diverged comes back', () => {
    const logits = Float32Array.from({ length: 30 }, (_, i) => (i % 7 === 0 ? Number.NaN : i % 3));
    const labels = Int32Array.from({ length: 10 }, (_, i) => i % 3);
    const splits = [{ splitId: 'id', role: 'id' as const, logits, labels }];
    const options = { binCount: 15, binning: 'width', draws: 20, metrics: 'all' } as const;
    const stamp = { methodId: 'ft', step: 3, scope: 'live', classCount: 3 } as const;
    const results = [methodResult({ ...stamp, splits, options })];
    expect(results[0]!.row.idEce).toBeNaN();
    const read = readRunJson(toRunJson({ ...record, results })).results[0]!;
    expect(read.row).toEqual(results[0]!.row);
    const { metrics } = results[0]!.splits[0]!.raw;
    expect(metrics!.smoothEce).toBeNaN();
    expect(read.splits[0]!.raw.metrics).toEqual(metrics);
  });

  test('metrics come back, known here or not; what is no number is refused', () => {
    const metrics = { mce: 0.25, beautyOfAnotherLab: -3, debiasedEceL1: Number.NaN };
    const withMetrics = (value: unknown) =>
      set(['results', 0, 'splits', 0, 'raw', 'metrics'], value);
    const read = readRunJson(withMetrics(metrics)).results[0]!.splits[0]!;
    expect(read.raw.metrics).toEqual(metrics);
    expect(read.scaled.metrics).toBeUndefined();
    expect(() => readRunJson(withMetrics({ mce: 'low' }))).toThrow(
      'results[0].splits[0].raw.metrics.mce must be a number',
    );
  });

  test('fields that are not known are left behind', () => {
    const more = changed((value) => Object.assign(value, { onload: 'alert(1)', extra: [1] }));
    expect(readRunJson(more)).toEqual(record);
  });

  test('mutations never crash the reader', () => {
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.string({ minLength: 1, maxLength: 3 }), (at, put) => {
        try {
          readRunJson(text.slice(0, at) + put + text.slice(at + put.length));
        } catch (error) {
          expect(error).toBeInstanceOf(RunFileError);
        }
      }),
      { numRuns: 150 },
    );
  });
});

test('the version stamped on files is the lab’s', () => {
  const { version } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
  expect(labVersion).toBe(version);
});
