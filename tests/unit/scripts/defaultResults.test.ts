import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  type DefaultResults,
  pagePath,
  type ResultRow,
  type Run,
  resultsPage,
  resultsPath,
  resultsTable,
  summariseRuns,
} from '../../../scripts/defaultResults.ts';
import { projectRoot } from '../../../scripts/projectRoot.ts';
import { datasets } from '../../../src/data/registry.ts';
import { methodInfo, methods } from '../../../src/methods/registry.ts';
import { models } from '../../../src/model/registry.ts';
import { defaultParams, defaultRunConfig } from '../../../src/protocol/runConfig.ts';

const results = JSON.parse(readFileSync(resultsPath, 'utf8')) as DefaultResults;

const runs = (idAccs: readonly number[]): Run[] =>
  results.rows.flatMap((row) =>
    idAccs.map((idAcc, seed) => ({
      ...row,
      idAcc,
      seed,
      config: { ...results.config, seed } as unknown as Run['config'],
      dataset: 'd',
      model: 'm',
    })),
  );

test('means and deviations are over the seeds', () => {
  const [row] = summariseRuns(runs([0.1, 0.2, 0.6])).rows;
  expect(row!.idAcc).toBeCloseTo(0.3, 6);
  expect(row!.sd.idAcc).toBeCloseTo(Math.sqrt(0.07), 6);
  expect(row!.sd.oodAcc).toBe(0);
  expect(row!.seeds).toEqual([0, 1, 2]);
});

test('runs of another experiment are not mixed in', () => {
  const [first, ...rest] = runs([0.1, 0.2]);
  const strange = { ...first!, config: { ...first!.config, steps: 7 } };
  expect(() => summariseRuns([...rest, strange])).toThrow(/another experiment/);
  expect(() => summariseRuns(rest.filter(({ method }) => method !== 'carot'))).toThrow(/carot/);
  expect(() => summariseRuns([...rest, rest[0]!])).toThrow(/two runs of one seed/);
  const tried = { ...first!, params: { labelSmoothing: 0.3 } };
  expect(() => summariseRuns([tried, ...rest])).toThrow(/differ in their parameters/);
  expect(() => summariseRuns([])).toThrow(/no runs/);
});

test('the recorded results have every row of the paper, all with the same seeds', () => {
  const rows = methods.map(methodInfo).filter(({ paper }) => paper);
  expect(results.rows.map(({ method, label }) => [method, label])).toEqual(
    rows.map(({ id, label }) => [id, label]),
  );
  for (const row of results.rows) expect(row.seeds).toEqual(results.rows[0]!.seeds);
});

test('they are of the settings and the data that the lab starts with', () => {
  const { steps, batchSize, sampling, maxShift, templates, optimizer } = defaultRunConfig;
  expect(results.config).toEqual({ steps, batchSize, sampling, maxShift, templates, optimizer });
  const digest = (path: string, file: string) => {
    const manifest = JSON.parse(
      readFileSync(`${projectRoot}/public/${path}/manifest.json`, 'utf8'),
    );
    const { sha256 } = manifest.files.find((entry: { path: string }) => entry.path === file);
    return { ...manifest, digest: sha256.slice(0, 16) };
  };
  const data = digest(datasets[0]!.path, 'images.pack');
  expect(results.dataset).toBe(`${data.id} ${data.version} ${data.digest}`);
  expect(results.model).toBe(digest(models[0]!.path, 'model.safetensors').digest);
  for (const { method, params } of results.rows) {
    const specs = methods.map(methodInfo).find(({ id }) => id === method)!;
    if (specs.kind !== 'trained') continue;
    expect(params, method).toEqual(defaultParams(specs.params));
  }
});

test('the page shows them as they are', () => {
  expect(resultsPage(results)).toBe(readFileSync(pagePath, 'utf8'));
  expect(resultsTable(results).split('\n')).toHaveLength(10);
});

test('the card of the dataset quotes the tuned models style by style', () => {
  const card = readFileSync(join(projectRoot, 'public/datasets/iconshift/README.md'), 'utf8');
  const short = (value: number) => value.toFixed(3).replace('0.', '.');
  const [ft, flyp, carot] = ['ft', 'flyp', 'carot'].map(
    (id) => results.rows.find(({ method }) => method === id)!,
  ) as [ResultRow, ResultRow, ResultRow];
  for (const splitId of Object.keys(ft.splits)) {
    if (splitId === 'id-val') continue;
    const line = card
      .split('\n')
      .find((text) =>
        [ft, flyp, carot].every(({ splits }) =>
          text.includes(`| ${short(splits[splitId]!.acc)} (`),
        ),
      );
    expect(line, splitId).toBeDefined();
    for (const { splits } of [ft, flyp, carot]) {
      expect(line).toContain(`| ${short(splits[splitId]!.ece)} |`);
    }
  }
});
