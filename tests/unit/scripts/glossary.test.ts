import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { glossaryPage, glossaryPath } from '../../../scripts/glossary.ts';
import { glossary } from '../../../src/ui/panels/help/sheet/glossary.ts';

const entries = glossary.flatMap((section) => section.entries);

test('docs/glossary.md is what the help sheet says', () =>
  expect(readFileSync(glossaryPath, 'utf8')).toBe(glossaryPage()));

test('no word is explained twice, none at length', () => {
  expect(entries.length).toBeGreaterThan(20);
  expect(new Set(entries.map(({ word }) => word)).size).toBe(entries.length);
  const long = entries.filter(({ meaning }) => meaning.split(/\s+/).length > 45);
  expect(long.map(({ word }) => word)).toEqual([]);
});
