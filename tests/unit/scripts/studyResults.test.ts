import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { projectRoot } from '../../../scripts/projectRoot.ts';
import { readmePath, readStudy, studyTables, withTables } from '../../../scripts/studyResults.ts';
import { datasets } from '../../../src/data/registry.ts';
import { methodInfo, methods } from '../../../src/methods/registry.ts';
import { models } from '../../../src/model/registry.ts';
import { defaultParams, defaultRunConfig } from '../../../src/protocol/runConfig.ts';

const study = readStudy();
const manifestOf = (path: string) =>
  JSON.parse(readFileSync(`${projectRoot}/public/${path}/manifest.json`, 'utf8')) as {
    id: string;
    version: string;
  };

test('the README shows the recorded study as it is', () => {
  const readme = readFileSync(readmePath, 'utf8');
  expect(withTables(readme, study)).toBe(readme);
  expect(studyTables(study)).toContain('| Zero-shot');
});

test('the recorded study is whole: every row of the paper, every seed of its design', () => {
  const rows = methods.map(methodInfo).filter(({ paper }) => paper);
  expect(study.points).toHaveLength(1);
  const [point] = study.points;
  expect(point!.rows.map(({ methodId }) => methodId)).toEqual(rows.map(({ id }) => id));
  expect(point!.seeds).toEqual(study.design.seeds);
  expect(point!.seeds.length).toBeGreaterThanOrEqual(3);
  for (const { claims } of point!.findings) {
    expect(claims.every(({ verdict }) => verdict !== 'missing')).toBe(true);
  }
});

test('it is of the settings and the data that the lab starts with', () => {
  const { seed: _, evaluation: __, ...settings } = defaultRunConfig;
  const { config } = study.design;
  expect(config).toMatchObject(settings);
  expect(config.evaluation.finalLimit).toBe(0);
  for (const { methodId, params } of config.lanes) {
    const method = methods.map(methodInfo).find(({ id }) => id === methodId)!;
    expect(params, methodId).toEqual(defaultParams(method.params));
  }
  expect([config.datasetId, config.modelId]).toEqual([datasets[0]!.id, models[0]!.id]);
  for (const { dataset } of study.cells) {
    expect(dataset.version.split(' ')[0]).toBe(manifestOf(datasets[0]!.path).version);
  }
});
