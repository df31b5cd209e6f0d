import { describe, expect, test } from 'vitest';
import {
  type CollectedFile,
  classRoll,
  taskDifferences,
} from '../../../../src/results/classroom/classRoll.ts';
import { classTable } from '../../../../src/results/classroom/classTable.ts';
import { classRecord, collected, student } from '../../../support/classFiles.ts';

const plain = (number: number, change = {}, who = student(number)) =>
  collected({ student: who, record: classRecord(number, change) });
const standings = (files: readonly CollectedFile[]) =>
  classRoll(files).map(({ standing }) => standing);
const three = await Promise.all([1, 2, 3].map((number) => plain(number)));

describe('the roll', () => {
  test('counts whoever ran the same task with a seed of their own', () =>
    expect(standings(three)).toEqual([1, 2, 3].map(() => ({ is: 'counted' }))));

  test('names a file that could not be read, with what is wrong', () => {
    const broken = { fileName: 'x.json', handIn: null, problem: 'It is empty.' };
    expect(standings([...three, broken]).at(-1)).toEqual({
      is: 'unreadable',
      problem: 'It is empty.',
    });
  });

  test('names a file whose hash is wrong, whatever else is', async () => {
    const four = await plain(4);
    const changed = { ...four, handIn: { ...four.handIn!, isWhole: false } };
    expect(standings([...three, changed]).at(-1)).toEqual({ is: 'changed' });
  });

  test('names the settings in which a run differs from most', async () => {
    const { config } = classRecord(4);
    const other = await plain(4, { config: { ...config, batchSize: 8 } });
    // In front: the class is what most did, not what came first.
    expect(standings([other, ...three])[0]).toEqual({
      is: 'other-task',
      differences: ['settings.batchSize: 8, not 96'],
    });
  });

  test('tells other data, models and labs apart too', () => {
    const own = classRecord(1);
    const { dataset, model } = own;
    expect(
      taskDifferences(
        {
          ...own,
          dataset: { ...dataset, version: '9' },
          model: { ...model, digest: 'd2' },
          lab: '8',
        },
        own,
      ),
    ).toEqual([
      `dataset.version: 9, not ${dataset.version}`,
      'model.digest: d2, not null',
      'lab: 8, not 0.1.0',
    ]);
  });

  test('names a copy under another name, and the file that it is a copy of', async () => {
    const copy = await plain(2, {}, student(9, 'Copy'));
    expect(standings([...three, copy]).at(-1)).toEqual({
      is: 'same-numbers',
      as: 'Student 2.json',
    });
  });

  test('takes the later of two runs of a student, and names the earlier', async () => {
    const record = classRecord(5);
    const again = await collected({
      student: student(2, 'Same number'),
      record: { ...record, savedAt: record.savedAt + 1000 },
    });
    expect(standings([...three, again])).toEqual([
      { is: 'counted' },
      { is: 'earlier', than: 'Same number.json' },
      { is: 'counted' },
      { is: 'counted' },
    ]);
    expect(classRoll([...three, again]).map(({ otherSeed }) => otherSeed)).toEqual([
      false,
      false,
      false,
      true,
    ]);
  });

  test('leaves out a race that was stopped', async () => {
    const stopped = await plain(6, { phase: 'stopped', step: 40 });
    expect(standings([...three, stopped]).at(-1)).toEqual({
      is: 'unfinished',
      step: 40,
      steps: 152,
    });
  });

  test('of nobody is empty', () => expect(classRoll([])).toEqual([]));
});

test('the table has the mean over students and their interval, by hand', () => {
  const [row, ...others] = classTable(classRoll(three));
  expect(others).toEqual([]);
  expect(row!.methodId).toBe('ft');
  const values = three.map(({ handIn }) => handIn!.record.results[0]!.row.oodEceTs);
  expect(new Set(values).size).toBe(3);
  const mean = (values[0]! + values[1]! + values[2]!) / 3;
  const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 2);
  const { interval, ...cell } = row!.cells.oodEceTs!;
  expect(cell.n).toBe(3);
  expect(cell.mean).toBeCloseTo(mean, 12);
  expect(interval![1] - cell.mean).toBeCloseTo((4.302653 * sd) / Math.sqrt(3), 7);
  expect(cell.values.map(({ student: { number } }) => number)).toEqual([1, 2, 3]);
});
