import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import {
  type Classifier,
  openShippedLab,
  type ShippedLab,
  shippedWeights,
} from '../../scripts/shippedLab.ts';
import { fitTemperature } from '../../src/metrics/temperatureScaling.ts';
import { summarise } from '../../src/results/summarise.ts';
import vector from './iconclip.json' with { type: 'json' };

const text = (path: string) =>
  readFileSync(new URL(`../../public/${path}`, import.meta.url), 'utf8');

const asShown = { temperature: 1, binCount: 15, binning: 'width', draws: 0 } as const;

let lab: ShippedLab;
let pretrained: Classifier;
beforeAll(async () => {
  lab = await openShippedLab(vector.templates);
  pretrained = lab.classifier(shippedWeights);
});
const answersOn = (splitId: string, wanted?: readonly number[]) =>
  lab.answers(pretrained, splitId, wanted);

test('is the checkpoint that its card describes', () => {
  const weightBytes = readFileSync(shippedWeights);
  const digest = createHash('sha256').update(weightBytes).digest('hex');
  expect(digest).toBe('12666426d1a5a7cce47a95ae81af930ef55fa1649e74fa7c5fff8321314262ca');
  expect(text('models/iconclip/README.md')).toContain(digest);
  expect(weightBytes.length).toBeLessThan(8e6);
});

test('gives the logits that PyTorch gives in double precision', async () => {
  expect(lab.dataset.version).toBe(vector.dataset);
  const { logits } = await answersOn('id-test', vector.indices);
  const expected = vector.logits.flat();
  expect(logits).toHaveLength(expected.length);
  logits.forEach((value, i) => {
    expect(Math.abs(value - expected[i]!)).toBeLessThan(1e-3);
  });
});

test('is worth on every split what PyTorch measures', { timeout: 300_000 }, async () => {
  const classCount = lab.dataset.classNames.length;
  for (const [splitId, expected] of Object.entries(vector.splits)) {
    const { logits, labels } = await answersOn(splitId);
    const found = summarise(logits, labels, classCount, asShown);
    expect(found.n, splitId).toBe(expected.n);
    // One image may fall on the other side of a tie of the last bits.
    expect(Math.abs(found.accuracy - expected.acc), splitId).toBeLessThan(1.5 / expected.n);
    expect(Math.abs(found.ece - expected.ece), splitId).toBeLessThan(2e-3);
  }
  const validation = await answersOn('id-val');
  const { temperature } = fitTemperature(validation.logits, validation.labels, classCount);
  expect(temperature).toBeCloseTo(vector.temperature, 3);
});

test('the cards quote these figures', () => {
  const cards = [text('models/iconclip/README.md'), text('datasets/iconshift/README.md')];
  for (const { acc, ece: error } of Object.values(vector.splits)) {
    for (const card of cards) {
      for (const value of [acc, error]) expect(card).toContain(value.toFixed(3).replace('0.', '.'));
    }
  }
});
