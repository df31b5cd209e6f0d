import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { projectRoot } from '../../scripts/projectRoot.ts';
import { labFolder, readyBuild } from '../support/labServer.ts';

const budget = 150_000;
const folder = join(projectRoot, labFolder);
const read = (file: string) => readFileSync(join(folder, file), 'utf8');

/** The page, its styles, its script and all that the script imports before it runs. */
function criticalFiles(): string[] {
  const found = new Set(['index.html']);
  const html = read('index.html');
  const waiting = [...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.(?:js|css))"/g)].map(
    (match) => match[1]!,
  );
  for (let file = waiting.pop(); file; file = waiting.pop()) {
    if (found.has(file)) continue;
    found.add(file);
    if (!file.endsWith('.js')) continue;
    const imports = read(file).matchAll(
      /(?:^|[;}\s])(?:import|export)\b[^'"();]*?["']\.\/([^"']+\.js)["']/g,
    );
    for (const match of imports) waiting.push(`assets/${match[1]}`);
  }
  return [...found];
}

beforeAll(readyBuild);

test('what stands between a visitor and the page is at most 150 kB', () => {
  const files = criticalFiles();
  const sizes = files.map((file) => [file, gzipSync(read(file)).length] as const);
  expect(files.some((file) => file.endsWith('.js'))).toBe(true);
  expect(files.some((file) => file.endsWith('.css'))).toBe(true);
  const total = sizes.reduce((sum, [, size]) => sum + size, 0);
  expect(total, sizes.map(([file, size]) => `${file} ${size}`).join('\n')).toBeLessThanOrEqual(
    budget,
  );
});

test('the charting library comes later', () => {
  const scripts = criticalFiles().filter((file) => file.endsWith('.js'));
  expect(scripts.length).toBeGreaterThan(0);
  for (const file of scripts) expect(read(file), file).not.toContain('recharts-');
});

test('so does the registry of metrics', () => {
  for (const file of criticalFiles()) expect(read(file), file).not.toContain('arXiv:2309.12236');
});
