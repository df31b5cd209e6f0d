import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { studyArguments } from '../../../cli/studyArguments.ts';
import { openStudyFolder } from '../../../cli/studyFolder.ts';
import { UsageError } from '../../../cli/usageError.ts';
import { methodInfo, methods } from '../../../src/methods/registry.ts';
import { makeRunConfig } from '../../../src/protocol/runConfig.ts';
import type { CellResult } from '../../../src/study/cellResult.ts';
import { type StudyDesign, studyCells } from '../../../src/study/design.ts';
import { twoOfEach } from '../../support/twoOfEach.ts';

const catalogue = { ...twoOfEach, methods: methods.map(methodInfo) };
const { seed: _, ...config } = makeRunConfig(catalogue.methods.slice(0, 2), catalogue);
const design: StudyDesign = { version: 1, name: 'a', config, seeds: [0, 1], axes: [] };

describe('the folder of a study', () => {
  let parent = '';
  let path = '';
  beforeAll(() => {
    parent = mkdtempSync(join(tmpdir(), 'folder-'));
    path = join(parent, 'study');
  });
  afterAll(() => rmSync(parent, { recursive: true, force: true }));

  test('keeps what is done, whole', () => {
    const [cell, other] = studyCells(design, catalogue);
    const folder = openStudyFolder(path, design);
    expect(folder.read(cell!)).toBeNull();
    const result = { version: 1, ...cell!, results: [] } as unknown as CellResult;
    folder.keep(result, new Uint8Array([1, 2]));
    expect(folder.read(cell!)).toEqual(result);
    expect(folder.read(other!)).toBeNull();
    expect(readdirSync(join(path, 'cells'))).toEqual(['seed-0.json']);
  });

  test('what was half written is not taken for done', () => {
    const [, other] = studyCells(design, catalogue);
    writeFileSync(join(path, 'cells', 'seed-1.json.part'), '{"version":1,');
    expect(openStudyFolder(path, design).read(other!)).toBeNull();
  });

  test('takes more seeds, and refuses other races', () => {
    const more = { ...design, seeds: [0, 1, 2], name: 'b' };
    const folder = openStudyFolder(path, more);
    expect(folder.read(studyCells(more, catalogue)[0]!)).not.toBeNull();
    const others = { ...design, config: { ...config, steps: config.steps + 1 } };
    expect(() => openStudyFolder(path, others)).toThrow(UsageError);
    expect(() => openStudyFolder(path, others)).toThrow(/holds a study of other races/);
    expect(existsSync(join(path, 'design.json'))).toBe(true);
  });
});

describe('studyArguments', () => {
  test('reads axes, settings and the folder', () =>
    expect(
      studyArguments([
        ...['--vary', 'lr=2e-4,4e-4', '--vary=carot.distillWeight=.5,1', '--seeds', '0,1'],
        ...['--set', 'weightDecay=0', '--out', 'x', '--name', 'y'],
      ]),
    ).toMatchObject({
      axes: [
        { setting: 'lr', values: [2e-4, 4e-4] },
        { setting: 'carot.distillWeight', values: [0.5, 1] },
      ],
      settings: [['weightDecay', 0]],
      seeds: [0, 1],
      out: 'x',
      name: 'y',
      logits: false,
    }));

  test('a design stands alone', () =>
    expect(() => studyArguments(['--design', 'd.json', '--steps', '3'])).toThrow(
      '--design says what --steps says: give one of the two.',
    ));
});
