import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../../../scripts/projectRoot.ts';
import { buildDataset } from '../../../src/data/buildDataset.ts';
import { packFileName, parseDatasetManifest } from '../../../src/data/datasetManifest.ts';
import { datasetNotes } from '../../../src/data/datasetNotes.ts';
import { datasets } from '../../../src/data/registry.ts';
import { buildModel } from '../../../src/engine/assets.ts';
import { parseModelManifest } from '../../../src/model/modelManifest.ts';
import { models } from '../../../src/model/registry.ts';

const bytesOf = (...path: string[]) =>
  new Uint8Array(readFileSync(join(projectRoot, 'public', ...path)));
const textOf = (...path: string[]) => new TextDecoder().decode(bytesOf(...path));
const limits = { maxTensorBytes: 2 ** 30, maxTotalBytes: 2 ** 32 };

function expectVouchedFor(
  path: string,
  files: readonly { path: string; bytes: number; sha256: string }[],
) {
  for (const file of files) {
    const content = bytesOf(path, file.path);
    expect(content.length, file.path).toBe(file.bytes);
    expect(createHash('sha256').update(content).digest('hex'), file.path).toBe(file.sha256);
  }
}

describe.each(datasets)('the dataset $id', ({ id, path, classCount, imageSize, label }) => {
  const manifest = parseDatasetManifest(textOf(path, 'manifest.json'));

  test('is what its registry entry says, with a card and credits', () => {
    expect(manifest).toMatchObject({ id, label, imageSize });
    expect(manifest.classNames).toHaveLength(classCount);
    expectVouchedFor(path, manifest.files);
    expect(textOf(path, 'README.md')).toContain(`# ${label} ${manifest.version}`);
    expect(textOf(path, 'attribution.html')).toContain(`<h1>${label}`);
  });

  test('has nothing odd about it', async () => {
    expect(datasetNotes(await buildDataset(manifest, bytesOf(path, packFileName)))).toEqual([]);
  });
});

describe.each(models)('the model $id', ({ id, path, imageSize, label }) => {
  const manifest = parseModelManifest(textOf(path, 'manifest.json'));

  test('is what its registry entry says, with a card', () => {
    expect(manifest).toMatchObject({ id, label });
    expectVouchedFor(path, manifest.files);
    expect(textOf(path, 'README.md')).toContain(`# ${label} ${manifest.version}`);
  });

  test('builds, and its tokenizer takes any text', () => {
    const files = new Map(manifest.files.map((file) => [file.path, bytesOf(path, file.path)]));
    const { model, tokenizer, notes } = buildModel(id, label, files, limits);
    expect(model.config.vision.imageSize).toBe(imageSize);
    expect(notes).toEqual([]);
    for (const text of ['a drawing of star', 'naïve façade 日本 🚀', '']) {
      const ids = tokenizer.encode(text, 16);
      expect(ids[0]).toBe(tokenizer.bosTokenId);
      expect(ids.at(-1)).toBe(tokenizer.eosTokenId);
      expect([...ids].every((token) => token >= 0 && token < tokenizer.vocabSize)).toBe(true);
    }
    model.dispose();
  });
});

test.each([
  ['datasets/shapes', 300_000],
  ['models/tinyclip', 300_000],
])('%s is small', (path, limit) => {
  const folder = join(projectRoot, 'public', path);
  const bytes = readdirSync(folder).reduce(
    (sum, name) => sum + statSync(join(folder, name)).size,
    0,
  );
  expect(bytes).toBeLessThan(limit);
});
