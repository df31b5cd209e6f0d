import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectRoot } from '../../scripts/projectRoot.ts';
import { securityHeaders } from '../../scripts/securityHeaders.ts';
import { type ServedLab, serveLab } from '../../scripts/serveLab.ts';
import { labFolder, startLab } from '../support/labServer.ts';

let lab: ServedLab;
beforeAll(async () => {
  lab = await startLab();
});
afterAll(() => lab.close());

test('sends every header with every file, worker scripts too', async () => {
  const assets = readdirSync(join(projectRoot, labFolder, 'assets'));
  const workers = assets.filter((name) => name.includes('.worker-'));
  expect(workers).toHaveLength(3);
  const paths = [
    '',
    'offline.js',
    'cli/headless.html',
    'models/iconclip/config.json',
    ...assets.map((name) => `assets/${name}`),
  ];
  for (const path of paths) {
    const { headers, body } = await fetch(lab.url + path);
    await body?.cancel();
    for (const [name, value] of Object.entries(securityHeaders)) {
      expect(headers.get(name), `${name} of ${path}`).toBe(value);
    }
  }
});

test('a script that is not there is missing, not the page', async () => {
  const response = await fetch(`${lab.url}assets/main-gone.js`);
  expect(response.status).toBe(404);
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
