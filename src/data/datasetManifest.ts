import * as v from 'valibot';
import {
  demandUnique,
  idSchema,
  type Manifest,
  manifestEntries,
  type RefuseManifest,
  readManifest,
  someOf,
} from '../io/manifestFields.ts';
import { integer, mustBe, object, oneOf, readBy, visibleText } from '../io/schema.ts';
import { quoteText } from '../math/showValue.ts';
import type { DataSplit } from './dataset.ts';
import { DatasetError } from './datasetError.ts';

/** Where drawings come from: one icon set, with its author and licence. */
export interface DatasetSource {
  readonly id: string;
  readonly name: string;
  readonly author: string;
  /** SPDX identifier. */
  readonly licence: string;
  /** Text of the licence. */
  readonly url: string;
}

/** One split as the manifest lists it; the three columns have one entry per image. */
export interface ManifestSplit {
  readonly id: string;
  readonly label: string;
  readonly role: DataSplit['role'];
  readonly count: number;
  /** Index into `classNames`. */
  readonly labels: readonly number[];
  /** Index into `sets`. */
  readonly sets: readonly number[];
  /** Name of the drawing within its set. */
  readonly icons: readonly string[];
}

/** manifest.json of a dataset folder. */
export interface DatasetManifest extends Manifest {
  /** What was done to the drawings: CC BY asks that changes be stated. */
  readonly changes: string;
  readonly imageSize: number;
  readonly classNames: readonly string[];
  /** Prompt templates, '{}' stands for the class name. */
  readonly templates: readonly string[];
  /** In the order of the images in the pack. */
  readonly splits: readonly ManifestSplit[];
  readonly sets: readonly DatasetSource[];
}

/** The file that holds the images, in the format of imagePack.ts. */
export const packFileName = 'images.pack';

/** Decoded RGB bytes beyond this are refused before anything is unpacked. */
const maxPixelBytes = 2 ** 30;

const classNames = v.pipe(someOf(visibleText), v.minLength(2, 'must name at least two classes'));
const sets = someOf(
  object({
    id: visibleText,
    name: visibleText,
    author: visibleText,
    licence: visibleText,
    url: v.pipe(visibleText, v.startsWith('https://', mustBe('an address with https://'))),
  }),
);
/** How far the indices of a split reach. */
const columns = object({ classNames, sets });

const splitSchema = (classCount: number, setCount: number) =>
  object({
    id: idSchema,
    label: visibleText,
    role: oneOf(['train', 'val', 'id', 'ood']),
    count: integer(1, 1e7),
    labels: someOf(integer(0, classCount - 1)),
    sets: someOf(integer(0, setCount - 1)),
    icons: someOf(visibleText),
  });

const datasetSchema = (root: unknown) => {
  const known = readBy(columns, root, refuse);
  return object({
    ...manifestEntries,
    changes: visibleText,
    imageSize: integer(1, 1024),
    classNames,
    templates: someOf(
      v.pipe(
        visibleText,
        v.includes('{}', ({ input }) => `${quoteText(input)} has no "{}" for the class name`),
      ),
    ),
    sets,
    splits: someOf(splitSchema(known.classNames.length, known.sets.length)),
  });
};

const refuse: RefuseManifest = (problem) => {
  throw new DatasetError(
    'dataset-manifest-invalid',
    `The dataset's manifest.json cannot be used: ${problem}.`,
    'Reload the page; if the message stays, the dataset folder is damaged and must be copied anew.',
  );
};

function checkSplits(splits: readonly ManifestSplit[]): void {
  for (const { id, count, labels, sets, icons } of splits) {
    for (const [column, { length }] of Object.entries({ labels, sets, icons })) {
      if (length === count) continue;
      refuse(`split ${id}: ${column} has ${length} entries where count says ${count}`);
    }
  }
  const countOf = (role: string) => splits.filter((split) => split.role === role).length;
  if (countOf('train') !== 1) refuse(`there must be one train split, not ${countOf('train')}`);
  if (countOf('val') > 1) refuse(`there may be one validation split, not ${countOf('val')}`);
  if (countOf('id') !== 1) refuse(`there must be one ID test split, not ${countOf('id')}`);
}

/**
 * Reads and checks a dataset's manifest.json: known roles, columns as long as the counts, labels
 * and set indices in range, plain file names.
 * @throws DatasetError 'dataset-manifest-invalid' with the first problem found
 */
export function parseDatasetManifest(json: string): DatasetManifest {
  const manifest = readManifest(json, datasetSchema, refuse);
  const { classNames, sets, splits, imageSize, files } = manifest;
  const idsOf = (entries: readonly { readonly id: string }[]) => entries.map(({ id }) => id);
  demandUnique(classNames, 'the class', refuse);
  demandUnique(idsOf(sets), 'the set', refuse);
  demandUnique(idsOf(splits), 'the split', refuse);
  checkSplits(splits);
  const imageCount = splits.reduce((sum, split) => sum + split.count, 0);
  if (imageCount * imageSize * imageSize * 3 > maxPixelBytes) {
    refuse(`${imageCount} images of ${imageSize} × ${imageSize} pixels are more than 1 GiB`);
  }
  if (!files.some(({ path }) => path === packFileName)) refuse(`files must list ${packFileName}`);
  return manifest;
}
