import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../scripts/projectRoot.ts';
import { metrics } from '../../src/metrics/registry.ts';

const read = (path: string) => readFileSync(join(projectRoot, path), 'utf8');
const readme = read('README.md');
const numberWords = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven'];

test('counts the metrics of the registry', () => {
  const inWords: Readonly<Record<number, string>> = {
    18: 'Eighteen',
    19: 'Nineteen',
    20: 'Twenty',
  };
  expect(readme).toContain(`**${inWords[metrics.length]} metrics.**`);
});

test('says who is calibrated best on how many corruptions, as the results do', () => {
  interface Rung {
    readonly method: string;
    readonly shift: string | null;
    readonly severity: number;
    readonly ece: number;
  }
  const { rungs } = JSON.parse(read('docs/results/corruptions.json')) as { rungs: Rung[] };
  const best = new Map<string, Rung>();
  for (const rung of rungs) {
    if (rung.shift === null) continue;
    const key = `${rung.shift} ${rung.severity}`;
    if (rung.ece < (best.get(key)?.ece ?? Number.POSITIVE_INFINITY)) best.set(key, rung);
  }
  const wins = (method: string) =>
    [...best.values()].filter((rung) => rung.method === method).length;
  const [zeroShot, ft] = [wins('zs'), wins('ft')].map((count) => numberWords[count]);
  const sentence = `on ${wins('carot')} of ${best.size} rungs, the zero-shot model on ${zeroShot}, FT on ${ft},`;
  expect(readme).toContain(sentence);
  expect(wins('flyp')).toBe(0);
});
