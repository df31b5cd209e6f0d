import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { openShippedLab } from '../../scripts/shippedLab.ts';
import { offer } from '../../src/engine/offer.ts';
import { methodInfo, methods } from '../../src/methods/registry.ts';
import { registerWasmKernels } from '../../src/ops/wasm/registerWasmKernels.ts';
import { isRaceable } from '../../src/protocol/catalogue.ts';
import { defaultRunConfig, makeRunConfig } from '../../src/protocol/runConfig.ts';
import { type RaceNumbers, raceNumbers } from '../support/raceNumbers.ts';

/** Recorded with RECORD=1; docs/ARCHITECTURE.md says when that is right. */
const recorded = new URL('./seededRace.json', import.meta.url);

/** The methods that the numbers were recorded with: one that is younger changes nothing of theirs. */
const wanted: readonly string[] = process.env.RECORD
  ? methods.map(({ id }) => id)
  : Object.keys(JSON.parse(readFileSync(recorded, 'utf8')));
const entries = methods.map(methodInfo).filter(({ id }) => wanted.includes(id));
const raced = entries.filter(isRaceable);
const base = makeRunConfig(raced, offer);
const config = {
  ...base,
  steps: 30,
  batchSize: 8,
  views: entries
    .filter(({ kind }) => kind === 'interpolation')
    .map(({ id }) => ({ methodId: id, alpha: 0.5 })),
  evaluation: { everySteps: 0, liveLimit: 100, finalLimit: 60 },
};

/** Takes the kernels that are there away, and registers others. */
function takeKernels(simd: boolean): void {
  registerWasmKernels()();
  registerWasmKernels(simd);
}

afterEach(() => takeKernels(true));

/**
 * By the kernels of a browser without SIMD, which the numbers were recorded with. The others add in
 * another order: fusedCurves.test.ts compares them.
 */
test('every number of a seeded race of all methods is the recorded one', {
  timeout: 600_000,
}, async () => {
  takeKernels(false);
  const { lab } = await openShippedLab(defaultRunConfig.templates);
  const found = await raceNumbers(config, lab());
  if (process.env.RECORD) {
    writeFileSync(recorded, `${JSON.stringify(found, null, 1)}\n`);
  }
  expect(existsSync(recorded)).toBe(true);
  const expected = JSON.parse(readFileSync(recorded, 'utf8')) as RaceNumbers;
  expect(Object.keys(found)).toEqual(Object.keys(expected));
  const near = (value: number, wanted: number, what: string) =>
    expect(Math.abs(value - wanted), what).toBeLessThanOrEqual(
      1e-6 * Math.max(1, Math.abs(wanted)),
    );
  for (const [id, { sets, ...series }] of Object.entries(expected)) {
    for (const name of ['loss', 'gradNorm', 'logitScale'] as const) {
      expect(found[id]![name]).toHaveLength(series[name].length);
      series[name].forEach((wanted, step) => {
        near(found[id]![name][step]!, wanted, `${id}, ${name}, step ${step + 1}`);
      });
    }
    for (const [setId, wanted] of Object.entries(sets)) {
      wanted.forEach((value, i) => {
        near(found[id]!.sets[setId]![i]!, value, `${id}, ${setId}, number ${i}`);
      });
    }
  }
});
