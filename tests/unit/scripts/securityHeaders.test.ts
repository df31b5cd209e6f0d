import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../../scripts/projectRoot.ts';
import { metaPolicy, securityHeaders } from '../../../scripts/securityHeaders.ts';

const read = (path: string) => readFileSync(join(projectRoot, path), 'utf8');

test('public/_headers, for hosts that read it, gives every file the headers of npm start', () => {
  const lines = Object.entries(securityHeaders).map(([name, value]) => `  ${name}: ${value}`);
  expect(read('public/_headers')).toBe(`/*\n${lines.join('\n')}\n`);
});

test('the recipes name every header with its value', () => {
  const recipes = read('docs/hosting.md');
  for (const [name, value] of Object.entries(securityHeaders)) {
    expect(recipes).toContain(`add_header ${name} "${value}" always;`);
  }
});

test('no policy lets text become code, or anything come from elsewhere', () => {
  for (const policy of [metaPolicy, securityHeaders['Content-Security-Policy']!]) {
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/'unsafe-|https?:|\*/);
  }
  expect(metaPolicy).not.toContain('frame-ancestors');
});

test('the style inside the page of image credits is allowed by its hash', () => {
  const style = /<style>([\s\S]*?)<\/style>/.exec(
    read('public/datasets/iconshift/attribution.html'),
  );
  const hash = createHash('sha256').update(style![1]!).digest('base64');
  expect(securityHeaders['Content-Security-Policy']).toContain(
    `style-src 'self' 'sha256-${hash}';`,
  );
});
