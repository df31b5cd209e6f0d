import { cutText, listSome } from '../math/showValue.ts';
import type { DataSplit, Dataset } from './dataset.ts';

/** Letters and digits only, small: "Ice cream", "ice-cream" and "ICE_CREAM" are one spelling. */
const spellingOf = (name: string) =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]/gu, '') || name;

function twiceSpelt(classNames: readonly string[]): string[] {
  const first = new Map<string, string>();
  return classNames.flatMap((name) => {
    const known = first.get(spellingOf(name));
    if (known === undefined) first.set(spellingOf(name), name);
    return known === undefined ? [] : [`${cutText(known, 40)} and ${cutText(name, 40)}`];
  });
}

/** FNV-1a over the bytes of one image, 32 bits: alike images have one hash. */
function hashOf(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < bytes.length; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
  return hash >>> 0;
}

const imagesOf = ({ pixels, count }: DataSplit, bytes: number) =>
  Array.from({ length: count }, (_, i) => pixels.subarray(i * bytes, (i + 1) * bytes));

const isSame = (a: Uint8Array, b: Uint8Array) => a.every((byte, i) => byte === b[i]);

/** How many images of other splits are, byte for byte, images of the train split. */
function sharedWithTrain({ splits, imageSize }: Dataset): string[] {
  const bytes = imageSize * imageSize * 3;
  const train = splits.find(({ role }) => role === 'train');
  if (!train) return [];
  const byHash = new Map<number, Uint8Array[]>();
  for (const image of imagesOf(train, bytes)) {
    const hash = hashOf(image);
    byHash.set(hash, [...(byHash.get(hash) ?? []), image]);
  }
  return splits.flatMap((split) => {
    if (split === train) return [];
    const isKnown = (image: Uint8Array) =>
      byHash.get(hashOf(image))?.some((known) => isSame(image, known)) === true;
    const shared = imagesOf(split, bytes).filter(isKnown).length;
    return shared === 0 ? [] : [`${cutText(split.label)} (${shared} of ${split.count})`];
  });
}

/** Classes of which a split that must know all of them has no image. */
function emptyClasses({ classNames }: Dataset, split: DataSplit): string[] {
  const seen = new Set(split.labels);
  return classNames.filter((_, k) => !seen.has(k));
}

/**
 * What is odd about a dataset and stops nothing: two spellings of one class name, classes that have
 * no image to learn from or to be tested on, images that are in the train split and in another.
 * @returns whole sentences, none for a dataset without oddities
 */
export function datasetNotes(dataset: Dataset): string[] {
  const { label, classNames, splits } = dataset;
  const spellings = twiceSpelt(classNames);
  const shared = sharedWithTrain(dataset);
  return [
    ...(spellings.length > 0
      ? [`${label}: some class names look like one name spelt twice: ${listSome(spellings)}.`]
      : []),
    ...splits
      .filter(({ role }) => role === 'train' || role === 'id')
      .flatMap((split) => {
        const empty = emptyClasses(dataset, split);
        if (empty.length === 0) return [];
        return [`${label}: ${split.label} has no image of ${listSome(empty)}.`];
      }),
    ...(shared.length > 0
      ? [
          `${label}: images of the train split are also in ${listSome(shared)}; accuracy there is partly memory.`,
        ]
      : []),
  ];
}
