import {
  asObject,
  demand,
  demandUnique,
  ManifestFieldError,
  type ManifestFile,
  parseManifestJson,
  readFiles,
  readId,
  readIndices,
  readInteger,
  readList,
  readText,
  readTexts,
} from '../io/manifestFields.ts';
import type { JsonObject } from '../io/parseJsonObject.ts';
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
export interface DatasetManifest {
  readonly format: 1;
  readonly id: string;
  readonly label: string;
  readonly version: string;
  /** SPDX expression over all sets. */
  readonly licence: string;
  /** Where the drawings were taken from. */
  readonly source: string;
  /** What was done to them: CC BY asks that changes be stated. */
  readonly changes: string;
  readonly imageSize: number;
  readonly classNames: readonly string[];
  /** Prompt templates, '{}' stands for the class name. */
  readonly templates: readonly string[];
  /** In the order of the images in the pack. */
  readonly splits: readonly ManifestSplit[];
  readonly files: readonly ManifestFile[];
  readonly sets: readonly DatasetSource[];
}

/** The file that holds the images, in the format of imagePack.ts. */
export const packFileName = 'images.pack';

/** Decoded RGB bytes beyond this are refused before anything is unpacked. */
const maxPixelBytes = 2 ** 30;
const roles: readonly string[] = ['train', 'val', 'id', 'ood'] satisfies DataSplit['role'][];

function readSplit(entry: unknown, i: number, classCount: number, setCount: number): ManifestSplit {
  const split = asObject(entry, `splits[${i}]`);
  const id = readId(split, 'id', `splits[${i}].`);
  const where = `split ${id}: `;
  const role = readText(split, 'role', where);
  demand(
    roles.includes(role),
    `${where}role must be one of ${roles.join(', ')}, not ${quoteText(role)}`,
  );
  const count = readInteger(split, 'count', [1, 1e7], where);
  const labels = readIndices(split, 'labels', classCount, where);
  const sets = readIndices(split, 'sets', setCount, where);
  const icons = readTexts(split, 'icons', where);
  for (const [column, values] of Object.entries({ labels, sets, icons })) {
    demand(
      values.length === count,
      `${where}${column} has ${values.length} entries where count says ${count}`,
    );
  }
  return {
    id,
    label: readText(split, 'label', where),
    role: role as DataSplit['role'],
    count,
    labels,
    sets,
    icons,
  };
}

function checkRoles(splits: readonly ManifestSplit[]): void {
  const countOf = (role: string) => splits.filter((split) => split.role === role).length;
  demand(countOf('train') === 1, `there must be one train split, not ${countOf('train')}`);
  demand(countOf('val') <= 1, `there may be one validation split, not ${countOf('val')}`);
  demand(countOf('id') === 1, `there must be one ID test split, not ${countOf('id')}`);
}

function readSet(entry: unknown, i: number): DatasetSource {
  const set = asObject(entry, `sets[${i}]`);
  const where = `sets[${i}].`;
  const url = readText(set, 'url', where);
  demand(url.startsWith('https://'), `${where}url must begin with https://, not ${quoteText(url)}`);
  return {
    id: readText(set, 'id', where),
    name: readText(set, 'name', where),
    author: readText(set, 'author', where),
    licence: readText(set, 'licence', where),
    url,
  };
}

function readManifest(root: JsonObject): DatasetManifest {
  readInteger(root, 'format', [1, 1]);
  const imageSize = readInteger(root, 'imageSize', [1, 1024]);
  const classNames = readTexts(root, 'classNames');
  demand(classNames.length > 1, 'classNames must name at least two classes');
  demandUnique(classNames, 'the class');
  const templates = readTexts(root, 'templates');
  for (const template of templates) {
    demand(
      template.includes('{}'),
      `the template ${quoteText(template)} has no "{}" for the class name`,
    );
  }
  const sets = readList(root, 'sets').map(readSet);
  const setIds = sets.map((set) => set.id);
  demandUnique(setIds, 'the set');
  const splits = readList(root, 'splits').map((entry, i) =>
    readSplit(entry, i, classNames.length, sets.length),
  );
  const splitIds = splits.map((split) => split.id);
  demandUnique(splitIds, 'the split');
  checkRoles(splits);
  const imageCount = splits.reduce((sum, split) => sum + split.count, 0);
  demand(
    imageCount * imageSize * imageSize * 3 <= maxPixelBytes,
    `${imageCount} images of ${imageSize} × ${imageSize} pixels are more than 1 GiB`,
  );
  const files = readFiles(root);
  const packed = files.some((file) => file.path === packFileName);
  demand(packed, `files must list ${packFileName}`);
  return {
    format: 1,
    id: readId(root, 'id'),
    label: readText(root, 'label'),
    version: readText(root, 'version'),
    licence: readText(root, 'licence'),
    source: readText(root, 'source'),
    changes: readText(root, 'changes'),
    imageSize,
    classNames,
    templates,
    splits,
    files,
    sets,
  };
}

/**
 * Reads and checks a dataset's manifest.json: known roles, columns as long as the counts, labels
 * and set indices in range, plain file names.
 * @throws DatasetError 'dataset-manifest-invalid' with the first problem found
 */
export function parseDatasetManifest(json: string): DatasetManifest {
  try {
    return readManifest(parseManifestJson(json));
  } catch (error) {
    if (!(error instanceof ManifestFieldError)) throw error;
    throw new DatasetError(
      'dataset-manifest-invalid',
      `The dataset's manifest.json cannot be used: ${error.message}.`,
      'Reload the page; if the message stays, the dataset folder is damaged and must be copied anew.',
    );
  }
}
