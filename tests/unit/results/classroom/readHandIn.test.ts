import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { toHandInJson } from '../../../../src/results/classroom/handIn.ts';
import { readHandIn } from '../../../../src/results/classroom/readHandIn.ts';
import { toRunJson } from '../../../../src/results/exports/runJson.ts';
import { classRecord, student } from '../../../support/classFiles.ts';

const record = classRecord(7);
const json = await toHandInJson({ student: student(7, 'Ada'), record });
type Json = Record<string, never>;
/** The file with a field of its own changed, the hash as it was. */
function edited(change: (file: Json) => void): string {
  const file = JSON.parse(json) as Json;
  change(file);
  return JSON.stringify(file);
}
const at = (file: unknown, path: string) =>
  path.split('.').reduce((part, key) => (part as Json)[key]!, file as Json) as Json;

describe('a hand-in', () => {
  test('is read as it was written, and its hash fits', async () => {
    const read = await readHandIn(json);
    expect(read.student).toEqual({ name: 'Ada', number: 7 });
    expect(read.record).toEqual(record);
    expect(read.isWhole).toBe(true);
  });

  test('holds SHA-256 over canonical JSON, which anyone can compute again', () => {
    const { student: who, record: run, hashes } = JSON.parse(json);
    const sorted = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(sorted)
        : value !== null && typeof value === 'object'
          ? Object.fromEntries(
              Object.keys(value)
                .sort()
                .map((key) => [key, sorted((value as Json)[key])]),
            )
          : value;
    const text = JSON.stringify(sorted({ student: who, record: run }));
    expect(hashes.content).toBe(createHash('sha256').update(text).digest('hex'));
  });

  test('may be written otherwise: spaces and the order of fields change nothing', async () => {
    const { kind, hashes, record: run, student: who, version } = JSON.parse(json);
    const reordered = JSON.stringify({ hashes, record: run, version, student: who, kind }, null, 8);
    expect((await readHandIn(reordered)).isWhole).toBe(true);
  });

  test.each([
    ['the name', (file: Json) => Object.assign(at(file, 'student'), { name: 'Bea' })],
    ['the number', (file: Json) => Object.assign(at(file, 'student'), { number: 8 })],
    ['a setting', (file: Json) => Object.assign(at(file, 'record.config'), { maxShift: 1 })],
    ['the date', (file: Json) => Object.assign(at(file, 'record'), { savedAt: 5 })],
    [
      'an interval',
      (file: Json) =>
        Object.assign(at(file, 'record.results.0.splits.1.raw'), { eceInterval: [0, 0.9] }),
    ],
    ['a field that nobody reads', (file: Json) => Object.assign(at(file, 'record'), { x: 1 })],
  ])('of which %s was changed is told by its hash', async (_, change) => {
    expect((await readHandIn(edited(change))).isWhole).toBe(false);
  });

  test('whose numbers contradict each other is refused, whatever its hash', async () => {
    const better = edited((file) =>
      Object.assign(at(file, 'record.results.0.splits.1.raw'), { accuracy: 0.99 }),
    );
    await expect(readHandIn(better)).rejects.toThrow(/has accuracy 0.99, but its bins say/);
  });

  test.each([
    ['', 'wrong-file', /it is empty/],
    ['<html>', 'wrong-file', /not valid JSON/],
    ['[]', 'wrong-file', /is a list, not an object/],
    ['{}', 'wrong-file', /another file/],
    [toRunJson(record), 'wrong-file', /a run, saved without a name/],
    [json.slice(0, 900), 'damaged-file', /it is not valid JSON/],
    [json.replace('"version": 1', '"version": 2'), 'newer-version', /newer version/],
    [edited((file) => delete file.student), 'damaged-file', /student must be an object/],
    [
      edited((file) => Object.assign(at(file, 'student'), { number: -1 })),
      'damaged-file',
      /student.number must be a whole number/,
    ],
    [
      edited((file) => Object.assign(at(file, 'hashes'), { content: 'x' })),
      'damaged-file',
      /hashes.content must be 64 hexadecimal digits/,
    ],
    [json.replace('"kind"', '"student": {}, "kind"'), 'damaged-file', /"student" twice/],
    [' '.repeat(8e6 + 1), 'wrong-file', /8000001 characters/],
  ])('%.30j is refused by name', async (text, code, message) => {
    const error = await readHandIn(text).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code });
    expect((error as Error).message).toMatch(message);
    expect((error as { hint: string }).hint).not.toBe('');
  });

  test('may not nest without end', async () => {
    const deep = `${'['.repeat(2e5)}${']'.repeat(2e5)}`;
    const spoilt = json.replace('"record": {', `"record": {"deep": ${deep},`);
    await expect(readHandIn(spoilt)).rejects.toThrow(/nested too deep/);
  });

  test('keeps its prototype to itself', async () => {
    const reaching = json.replace('"student": {', '"student": {"__proto__": {"admin": true},');
    const read = await readHandIn(reaching);
    expect(read.isWhole).toBe(false);
    expect((read.student as { admin?: boolean }).admin).toBeUndefined();
  });
});
