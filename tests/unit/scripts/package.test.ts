import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makePackage, packagedServer } from '../../../scripts/makePackage.ts';
import { securityHeaders } from '../../../scripts/securityHeaders.ts';
import { crc32, zip } from '../../../scripts/zip.ts';
import { unzip } from '../../support/unzip.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

test('CRC-32 of the digits is the one of the standard', () =>
  expect(crc32(bytes('123456789'))).toBe(0xcbf43926));

test('what is packed comes out as it went in, whether it shrinks or not', () => {
  const long = bytes('a'.repeat(10_000));
  const short = bytes('x');
  const packed = zip([
    { path: 'a/long.txt', bytes: long },
    { path: 'Übung.txt', bytes: short },
    { path: 'empty', bytes: bytes('') },
  ]);
  expect(packed.length).toBeLessThan(700);
  const files = unzip(packed);
  expect([...files.keys()]).toEqual(['a/long.txt', 'Übung.txt', 'empty']);
  for (const [name, content] of [
    ['a/long.txt', long],
    ['Übung.txt', short],
  ] as const) {
    expect(files.get(name)!.data.equals(content)).toBe(true);
    expect(files.get(name)!.crc).toBe(crc32(content));
  }
});

test('the package has a page to start with, a server with the lab’s headers, and the build alone', () => {
  const built = mkdtempSync(join(tmpdir(), 'carot-lab-built-'));
  mkdirSync(join(built, 'assets'));
  writeFileSync(join(built, 'index.html'), '<!doctype html>');
  writeFileSync(join(built, 'assets', 'main.js'), 'export {};');
  writeFileSync(join(built, '.built'), 'a stamp');
  const packed = makePackage(built);
  expect(packed.equals(makePackage(built))).toBe(true);
  const files = unzip(packed);
  expect([...files.keys()]).toEqual([
    'carot-lab/START HERE.html',
    'carot-lab/serve.mjs',
    'carot-lab/LICENSE',
    'carot-lab/THIRD_PARTY_NOTICES.md',
    'carot-lab/lab/assets/main.js',
    'carot-lab/lab/index.html',
  ]);
  const server = files.get('carot-lab/serve.mjs')!.data.toString();
  expect(server).toBe(packagedServer());
  for (const value of Object.values(securityHeaders))
    expect(server).toContain(JSON.stringify(value));
});
