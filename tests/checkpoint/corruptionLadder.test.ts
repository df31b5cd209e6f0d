import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { corruptedSplit, measure, measureLadder } from '../../scripts/corruptionLadder.ts';
import {
  type CorruptionLadder,
  ladderPage,
  ladderPagePath,
  ladderPath,
} from '../../scripts/corruptionPage.ts';
import { openShippedLab, type ShippedLab, shippedWeights } from '../../scripts/shippedLab.ts';
import { corruptions } from '../../src/data/corruptions/registry.ts';
import { defaultRunConfig } from '../../src/protocol/runConfig.ts';

/**
 * "ft=ft.safetensors,carot=…": measures these and the zero-shot model anew, in half an hour, and
 * writes what the tests below then hold: LADDER=… npx vitest run --project wasm tests/checkpoint
 */
const files = process.env.LADDER?.split(',').map((part) => part.split('=') as [string, string]);

let lab: ShippedLab;
beforeAll(async () => {
  lab = await openShippedLab(defaultRunConfig.templates);
});

const recorded = () => JSON.parse(readFileSync(ladderPath, 'utf8')) as CorruptionLadder;

test.runIf(files)('measures the ladder', { timeout: 7_200_000 }, async () => {
  const all: [string, string][] = [['zs', shippedWeights], ...(files ?? [])];
  const classifiers = new Map(all.map(([id, path]) => [id, lab.classifier(path)]));
  const ladder = await measureLadder(lab, classifiers);
  writeFileSync(ladderPath, `${JSON.stringify(ladder, null, 1)}\n`);
  writeFileSync(ladderPagePath, ladderPage(ladder));
  expect(existsSync(ladderPath)).toBe(true);
});

test('the recorded ladder is whole, of the shipped data, and its page is made from it', () => {
  const { dataset, rungs } = recorded();
  expect(dataset).toBe(`${lab.dataset.id} ${lab.dataset.version}`);
  for (const method of ['zs', 'ft', 'flyp', 'carot']) {
    const own = rungs.filter((rung) => rung.method === method);
    expect(own).toHaveLength(1 + 5 * corruptions.length);
    for (const { acc, accInterval, ece, eceInterval } of own) {
      expect(acc).toBeGreaterThanOrEqual(accInterval[0]);
      expect(acc).toBeLessThanOrEqual(accInterval[1]);
      expect(ece).toBeGreaterThanOrEqual(eceInterval[0]);
      expect(ece).toBeLessThanOrEqual(eceInterval[1]);
    }
  }
  expect(readFileSync(ladderPagePath, 'utf8')).toBe(ladderPage(recorded()));
});

test('a rung measured now is the recorded one', { timeout: 120_000 }, async () => {
  const zeroShot = lab.classifier(shippedWeights);
  const pixels = corruptedSplit(lab, 'noise', 3);
  const now = await measure(lab, 'zs', zeroShot, 'noise', 3, pixels);
  const then = recorded().rungs.find(
    ({ method, shift, severity }) => method === 'zs' && shift === 'noise' && severity === 3,
  );
  expect(then).toMatchObject({ n: now.n });
  // One image may fall on the other side of a tie of the last bits.
  expect(Math.abs(now.acc - then!.acc)).toBeLessThan(2 / now.n);
  expect(Math.abs(now.ece - then!.ece)).toBeLessThan(2e-3);
});
