import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../../scripts/projectRoot.ts';
import {
  showBytes,
  showClock,
  showCount,
  showMemory,
  showMs,
  showSpan,
  thin,
} from '../../../src/math/units.ts';

test.each([
  [showBytes(0), '0 B'],
  [showBytes(999), '999 B'],
  [showBytes(41_200), '41 kB'],
  // What is rounded up is shown in the larger unit.
  [showBytes(999_700), '1.0 MB'],
  [showBytes(5_300_000), '5.3 MB'],
  [showBytes(999_960_000), '1.0 GB'],
  [showBytes(12_300_000_000), '12.3 GB'],
  [showMemory(2 ** 31), '2.0 GiB'],
  [showMemory(0.56 * 2 ** 30, 2), '0.56 GiB'],
  [showCount(12), '12'],
  [showCount(1089), '1 089'],
  [showCount(1_234_567.4), '1 234 567'],
  [showMs(0.44), '0.4 ms'],
  [showMs(9.96), '10 ms'],
  [showMs(81.3), '81 ms'],
  [showMs(999.6), '1.0 s'],
  [showMs(2140), '2.1 s'],
  [showMs(30_000), '30 s'],
  [showClock(83_000), '1:23'],
  [showClock(3_599_700), '1:00:00'],
  [showClock(3_723_000), '1:02:03'],
  [showSpan(0.4), '0 s'],
  [showSpan(59), '59 s'],
  [showSpan(95), '1 min 35 s'],
  [showSpan(3720), '1 h 2 min'],
])('%s', (shown, expected) => expect(shown.replaceAll(thin, ' ')).toBe(expected));

/** A computed number before a unit, in a template: `${…} MB`. */
const ownUnit = /\}(?: |\\u202f|\u202f)(?:[kKMG]i?B|ms|min|s|h)\b(?!-)/;

test('bytes and times are written by this module and by no other', () => {
  const paths = ['src', 'cli', 'workers'].flatMap((folder) =>
    readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => join(folder, name)),
  );
  expect(paths.length).toBeGreaterThan(300);
  const found = paths
    .filter((path) => path !== join('src', 'math', 'units.ts'))
    .flatMap((path) =>
      readFileSync(join(projectRoot, path), 'utf8')
        .split('\n')
        .flatMap((line) => (ownUnit.test(line) ? [`${path}: ${line.trim()}`] : [])),
    );
  expect(found).toEqual([]);
});
