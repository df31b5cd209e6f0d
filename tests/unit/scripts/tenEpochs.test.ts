import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  differenceOver,
  page,
  pagePath,
  readRuns,
  trainingImages,
} from '../../../scripts/tenEpochs.ts';

const short = readRuns('ten-epochs-runs.jsonl');
const long = readRuns('default-runs.jsonl');

test('the page shows the runs as they are', () => {
  expect(page()).toBe(readFileSync(pagePath, 'utf8'));
});

test('the two experiments differ in their steps alone, and one has the paper’s epochs', () => {
  const shared = ({ config, params, dataset, model, seed, method }: (typeof short)[number]) => {
    // Runs that are older than the limit of images had none.
    const { steps: _, finalLimit = 0, ...rest } = config;
    return [method, seed, params, dataset, model, { ...rest, finalLimit }] as const;
  };
  const inOrder = (runs: typeof short) =>
    runs.map(shared).sort((a, b) => `${a[0]} ${a[1]}`.localeCompare(`${b[0]} ${b[1]}`));
  expect(inOrder(short)).toEqual(inOrder(long));
  const { steps, batchSize } = short[0]!.config;
  expect(Math.round((steps * batchSize) / trainingImages())).toBe(10);
});

test('a difference is taken seed by seed', () => {
  const runs = [0, 1, 2].flatMap((seed) =>
    [0.5 + 0.1 * seed, 0.4 + 0.1 * seed].map((oodAcc, i) => ({
      ...short[0]!,
      method: i === 0 ? 'a' : 'b',
      seed,
      oodAcc,
    })),
  );
  expect(differenceOver(runs, 'oodAcc', 'a', 'b')).toBe('+0.100 [+0.100, +0.100]');
  expect(() => differenceOver(runs, 'oodAcc', 'a', 'zs')).toThrow(/no run of zs/);
});
