import type { DatasetManifest } from '../../../src/data/datasetManifest.ts';

const digest = 'ab'.repeat(32);

/** A small, complete manifest: 3 + 2 + 2 images of 4 × 4 pixels. */
export function makeManifest(): DatasetManifest {
  return {
    format: 1,
    id: 'toy',
    label: 'Toy',
    version: '1',
    licence: 'MIT',
    source: 'drawn for the tests',
    changes: 'none',
    imageSize: 4,
    classNames: ['cat', 'key'],
    templates: ['{}', 'an icon of {}'],
    splits: [
      {
        id: 'train',
        label: 'Train',
        role: 'train',
        count: 3,
        labels: [0, 1, 1],
        sets: [0, 0, 1],
        icons: ['cat', 'key', 'key-2'],
      },
      {
        id: 'test',
        label: 'Test',
        role: 'id',
        count: 2,
        labels: [0, 1],
        sets: [0, 1],
        icons: ['cat-3', 'key-3'],
      },
      {
        id: 'solid',
        label: 'Solid',
        role: 'ood',
        count: 2,
        labels: [1, 0],
        sets: [2, 2],
        icons: ['key-4', 'cat-4'],
      },
    ],
    files: [{ path: 'images.pack', bytes: 10, sha256: digest }],
    sets: ['a', 'b', 'c'].map((id) => ({
      id,
      name: `Set ${id}`,
      author: `Author ${id}`,
      licence: 'MIT',
      url: 'https://spdx.org/licenses/MIT.html',
    })),
  };
}

/** A manifest that has lost its type. */
// biome-ignore lint/suspicious/noExplicitAny: a test damages the manifest in ways no type allows
export type Damaged = any;

/** The manifest's JSON after `damage` has been done to it. */
export function damagedJson(manifest: object, damage: (copy: Damaged) => void): string {
  const copy: Damaged = structuredClone(manifest);
  damage(copy);
  return JSON.stringify(copy);
}
