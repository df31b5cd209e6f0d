import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectRoot } from '../../scripts/projectRoot.ts';
import { type ServedLab, serveLab } from '../../scripts/serveLab.ts';
import { labFolder, startLab } from '../support/labServer.ts';

let lab: ServedLab;
beforeAll(async () => {
  lab = await startLab();
});
afterAll(() => lab.close());

test('isolates the page, so that WASM may have threads', async () => {
  const { headers } = await fetch(lab.url);
  expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
  expect(headers.get('cross-origin-embedder-policy')).toBe('require-corp');
});

test('serves .wasm as WebAssembly', async () => {
  const files = readdirSync(join(projectRoot, labFolder, 'assets'));
  const binaries = files.filter((name) => name.endsWith('.wasm'));
  expect(binaries).toHaveLength(3);
  for (const name of binaries) {
    const response = await fetch(`${lab.url}assets/${name}`);
    expect(response.headers.get('content-type')).toBe('application/wasm');
  }
});

test('takes the next port when one is in use', async () => {
  const { port } = new URL(lab.url);
  const second = await serveLab({ outDir: labFolder, port: Number(port) });
  expect(Number(new URL(second.url).port)).toBeGreaterThan(Number(port));
  await second.close();
});
