import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseModelManifest } from '../../../src/model/modelManifest.ts';

const read = (name: string) =>
  readFileSync(new URL(`../../../public/models/iconclip/${name}`, import.meta.url));

test('IconCLIP’s files are the ones its manifest vouches for', () => {
  const manifest = parseModelManifest(read('manifest.json').toString('utf8'));
  expect(manifest.id).toBe('iconclip');
  for (const file of manifest.files) {
    const content = read(file.path);
    expect(content.length).toBe(file.bytes);
    expect(createHash('sha256').update(content).digest('hex')).toBe(file.sha256);
  }
});
