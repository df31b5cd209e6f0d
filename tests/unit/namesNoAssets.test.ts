import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../scripts/projectRoot.ts';
import { datasets } from '../../src/data/registry.ts';
import { models } from '../../src/model/registry.ts';

/** Where a dataset or a model may be named: its one line. */
const registries = ['src/data/registry.ts', 'src/model/registry.ts'];

const files = ['src', 'workers', 'cli', 'index.html', 'vite.config.ts'].flatMap((place) =>
  place.includes('.')
    ? [place]
    : readdirSync(join(projectRoot, place), { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.(tsx?|html|css)$/.test(name))
        .map((name) => `${place}/${name}`),
);

/** Ids in any case: their labels are the same words. */
const naming = (text: string) =>
  [...datasets, ...models]
    .map(({ id }) => id)
    .filter((id) => new RegExp(`(?<![a-z])${id}(?![a-z])`, 'i').test(withoutWords(text)));

/** "Shapes" is a word too: as an id it stands in quotes or in a path. */
const withoutWords = (text: string) =>
  text.replace(/(?<!['"`/])\bshapes\b(?!['"`/])/gi, '').replace(/\.\/shapes\.ts|ops\/shapes/g, '');

test('finds a name where there is one', () => {
  expect(naming("modelId: 'iconclip'")).toEqual(['iconclip']);
  expect(naming('What IconCLIP knows')).toEqual(['iconclip']);
  expect(naming("load('shapes')")).toEqual(['shapes']);
  expect(naming("import { same } from './shapes.ts'; // shapes")).toEqual([]);
});

test('no dataset and no model is named outside its registry', () => {
  expect(files.length).toBeGreaterThan(300);
  const found = files
    .filter((file) => !registries.includes(file))
    .flatMap((file) =>
      naming(readFileSync(join(projectRoot, file), 'utf8')).map((id) => `${file}: ${id}`),
    );
  expect(found).toEqual([]);
});
