import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { summarise } from '../../../src/results/summarise.ts';
import { bibtex } from '../../../src/study/bibtex.ts';
import { expectedSeconds } from '../../../src/study/expectedSeconds.ts';
import { pooledSummary } from '../../../src/study/pooled.ts';
import type { StudyFile } from '../../../src/study/studyFile.ts';

const options = { temperature: 1, binCount: 15, binning: 'width', draws: 0 } as const;
const labels = Int32Array.from({ length: 90 }, (_, i) => i % 3);
const logits = (seed: number) =>
  Float32Array.from({ length: 270 }, (_, i) => 3 * Math.sin((i + 1) * (seed + 1) * 12.9898));

describe('pooledSummary', () => {
  test('is the summary of all answers as one set', () => {
    const [a, b] = [logits(0), logits(1)];
    const pooled = pooledSummary([a, b].map((one) => summarise(one, labels, 3, options)));
    const both = summarise(
      Float32Array.from([...a, ...b]),
      Int32Array.from([...labels, ...labels]),
      3,
      options,
    );
    expect(pooled.n).toBe(180);
    expect(pooled.bins.map(({ count, correct }) => [count, correct])).toEqual(
      both.bins.map(({ count, correct }) => [count, correct]),
    );
    for (const name of ['accuracy', 'ece', 'meanConfidence', 'signedGap', 'nll', 'brier'] as const)
      expect(pooled[name]).toBeCloseTo(both[name], 12);
    pooled.bins.forEach(({ confidence }, i) => {
      if (confidence === null) expect(both.bins[i]!.confidence).toBeNull();
      else expect(confidence).toBeCloseTo(both.bins[i]!.confidence!, 12);
    });
  });

  test('refuses bins that are not the same', () => {
    const wide = summarise(logits(0), labels, 3, options);
    const mass = summarise(logits(0), labels, 3, { ...options, binning: 'mass' });
    expect(() => pooledSummary([wide, mass])).toThrow(RangeError);
    expect(() => pooledSummary([])).toThrow(RangeError);
  });
});

describe('expectedSeconds', () => {
  const path = fileURLToPath(new URL('../../support/tinyStudy.json', import.meta.url));
  const [done] = (JSON.parse(readFileSync(path, 'utf8')) as StudyFile).cells;
  const trained = ['ft', 'carot'];

  test('of the same race is its own time, of a longer one more', () => {
    const { config } = done!;
    const timed = { ...done!, seconds: 100 };
    expect(expectedSeconds(config, timed, trained)).toBeCloseTo(100, 9);
    const longer = { ...config, steps: 100 * config.steps };
    expect(expectedSeconds(longer, timed, trained)).toBeGreaterThan(1000);
    expect(expectedSeconds({ ...config, datasetId: 'other' }, timed, trained)).toBeNull();
  });
});

describe('bibtex', () => {
  test('has every paper once, and quotes what it does not know', () => {
    const text = bibtex([
      'Wortsman et al. 2022, arXiv:2109.01903',
      'Wortsman et al. 2022, arXiv:2109.01903 (again)',
      'Somebody {2030}, arXiv:3001.00001',
      'a file',
    ]);
    const keys = [...text.matchAll(/^@\w+\{([^,]+),/gm)].map(([, key]) => key);
    expect(keys).toEqual([
      'oh2024carot',
      'radford2021clip',
      'guo2017calibration',
      'wortsman2022wiseft',
      'arxiv300100001',
    ]);
    expect(text).toContain('note = {Somebody \\{2030\\}, arXiv:3001.00001}');
    for (const one of text.split(/\n\n/)) {
      const depth = [...one.replaceAll(/\\[{}]/g, '')].reduce(
        (sum, sign) => sum + (sign === '{' ? 1 : sign === '}' ? -1 : 0),
        0,
      );
      expect(depth).toBe(0);
    }
  });
});
