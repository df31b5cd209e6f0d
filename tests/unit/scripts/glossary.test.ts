import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { glossaryPage, glossaryPath } from '../../../scripts/glossary.ts';
import { calibrators } from '../../../src/posthoc/registry.ts';
import { meaningOf } from '../../../src/ui/panels/help/sheet/gloss.ts';
import { glossary } from '../../../src/ui/panels/help/sheet/glossary.ts';
import { words as batches } from '../../../src/ui/panels/results/batches/words.ts';
import { words as posthoc } from '../../../src/ui/panels/results/posthoc/words.ts';
import { compare } from '../../../src/ui/panels/runs/words.ts';
import { orders } from '../../../src/ui/panels/study/words.ts';

const entries = glossary.flatMap((section) => section.entries);

test('docs/glossary.md is what the help sheet says', () =>
  expect(readFileSync(glossaryPath, 'utf8')).toBe(glossaryPage()));

test('no word is explained twice, none at length', () => {
  expect(entries.length).toBeGreaterThan(20);
  expect(new Set(entries.map(({ word }) => word)).size).toBe(entries.length);
  const long = entries.filter(({ meaning }) => meaning.split(/\s+/).length > 45);
  expect(long.map(({ word }) => word)).toEqual([]);
});

test('every calibrator that the lab fits has its word', () => {
  expect(calibrators.length).toBeGreaterThan(5);
  const nameless = calibrators
    .map(({ label }) => label.split(',', 1)[0]!)
    .filter((name) => meaningOf(name) === null);
  expect(nameless).toEqual([]);
});

test('a word that the page points out has its meaning', () => {
  const pointedOut = [
    posthoc.heads.calibrator,
    posthoc.floor,
    posthoc.splitTitle,
    batches.estimator,
    compare.paired,
    orders.word,
  ];
  expect(pointedOut.filter((word) => meaningOf(word) === null)).toEqual([]);
});
