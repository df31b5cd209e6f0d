import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { LabError } from '../../../src/protocol/labError.ts';
import { readStudyFile } from '../../../src/study/readStudyFile.ts';
import type { StudyFile } from '../../../src/study/studyFile.ts';

/** 3 seeds of zero-shot, FT, WiSE-FT and CaRot, ten steps on the small pair, 60 images a set. */
const path = fileURLToPath(new URL('../../support/tinyStudy.json', import.meta.url));
const text = readFileSync(path, 'utf8');
const set = (where: object, name: string, value: unknown) =>
  void Object.assign(where, { [name]: value });
const changed = (change: (study: Record<string, unknown>) => void) => {
  const study = JSON.parse(text);
  change(study);
  return JSON.stringify(study);
};

describe('a study out of a file', () => {
  test('comes back as it was written, its tables worked out anew', () => {
    const study = readStudyFile(text);
    const written = JSON.parse(text) as StudyFile;
    expect(study.cells).toEqual(written.cells);
    expect(study.design).toEqual(written.design);
    expect(JSON.parse(JSON.stringify(study.points))).toEqual(written.points);
    const forged = readStudyFile(changed((one) => set(one, 'points', [])));
    expect(forged.points).toEqual(study.points);
  });

  test.each([
    ['{', /it is no JSON/],
    ['null', /its kind is not/],
    ['{"kind":"carot-lab-study","version":2}', /another version/],
    [changed((one) => set((one.cells as object[])[0]!, 'seed', -1)), /cells\[0\]\.seed/],
    [
      changed((one) => set((one.cells as object[])[1]!, 'results', [])),
      /cells\[1\]\.results must be a non-empty list/,
    ],
    [
      changed((one) => {
        (one.cells as { differences: { columns: unknown }[] }[])[0]!.differences[0]!.columns = {
          idAcc: { value: 'big', interval: null },
        };
      }),
      /cells\[0\]\.differences\[0\]\.columns\.idAcc\.value/,
    ],
    [changed((one) => set(one, 'methods', [])), /methods must be a non-empty list/],
  ] as [string, RegExp][])('%#: what cannot be one is refused with the place', (given, words) => {
    expect(() => readStudyFile(given)).toThrow(LabError);
    expect(() => readStudyFile(given)).toThrow(words);
  });
});
