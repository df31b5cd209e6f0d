import { describe, expect, test } from 'vitest';
import type { DataSplit, Dataset } from '../../../src/data/dataset.ts';
import { datasetNotes } from '../../../src/data/datasetNotes.ts';

const SIDE = 2;
const AREA = SIDE * SIDE * 3;

/** One image of one shade for each label; the shade is `first` and upwards. */
function split(id: string, role: DataSplit['role'], labels: readonly number[], first: number) {
  const pixels = Uint8Array.from(
    { length: labels.length * AREA },
    (_, i) => first + Math.floor(i / AREA),
  );
  return { id, label: id, role, count: labels.length, labels: Int32Array.from(labels), pixels };
}

const sound: Dataset = {
  id: 'toy',
  label: 'Toy',
  version: '1',
  licence: 'MIT',
  imageSize: SIDE,
  classNames: ['ice cream', 'key', '猫'],
  splits: [
    split('train', 'train', [0, 1, 2], 0),
    split('test', 'id', [0, 1, 2], 100),
    split('solid', 'ood', [0], 200),
  ],
};

describe('what is odd about a dataset', () => {
  test('is nothing for a sound one; an OOD set may lack classes', () =>
    expect(datasetNotes(sound)).toEqual([]));

  test('two spellings of one name', () => {
    const classNames = ['ice cream', 'Ice-Cream', 'café', 'cafe\u0301', '!', '?'];
    const labels = [0, 1, 2, 3, 4, 5];
    const splits = [split('train', 'train', labels, 0), split('test', 'id', labels, 100)];
    expect(datasetNotes({ ...sound, classNames, splits })).toEqual([
      'Toy: some class names look like one name spelt twice: ice cream and Ice-Cream; café and cafe\u0301.',
    ]);
  });

  test('a class without images, in the train or the test split', () => {
    const splits = [split('train', 'train', [0, 0, 1], 0), split('test', 'id', [0, 2], 100)];
    expect(datasetNotes({ ...sound, splits })).toEqual([
      'Toy: train has no image of 猫.',
      'Toy: test has no image of key.',
    ]);
  });

  test('images of the train split in another, whatever their label', () => {
    const splits = [...sound.splits, split('leaky', 'ood', [2, 0, 0, 1], 1)];
    expect(datasetNotes({ ...sound, splits })).toEqual([
      'Toy: images of the train split are also in leaky (2 of 4); accuracy there is partly memory.',
    ]);
  });
});
