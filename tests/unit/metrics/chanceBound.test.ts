import { expect, test } from 'vitest';
import { createRng } from '../../../src/math/rng.ts';
import { equalWidthEdges } from '../../../src/metrics/binEdges.ts';
import { chanceBound, chanceSpread } from '../../../src/metrics/chanceBound.ts';
import { eceParts } from '../../../src/metrics/ece.ts';
import { noiseFloor } from '../../../src/metrics/noiseFloor.ts';
import { reliabilityBins } from '../../../src/metrics/reliabilityBins.ts';

/** Share of calibrated models whose ECE passes the floor, and the bound. */
function passing(n: number, binCount: number, seed: number) {
  const rng = createRng(seed, 1, 0);
  const confidence = Float64Array.from({ length: n }, () => 0.1 + 0.88 * rng.uniform() ** 0.7);
  const models = 800;
  let [overFloor, overBound] = [0, 0];
  for (let model = 0; model < models; model++) {
    const correct = Uint8Array.from(confidence, (c) => (rng.uniform() < c ? 1 : 0));
    const bins = reliabilityBins({ n, confidence, correct }, equalWidthEdges(binCount));
    const { ece } = eceParts(bins);
    const floor = noiseFloor(bins);
    const spread = chanceSpread(
      Array.from(bins.count, (count, b) => ({
        count,
        confidence: count === 0 ? null : bins.confidenceSum[b]! / count,
      })),
    );
    if (ece > floor) overFloor += 1;
    if (ece > chanceBound(floor, spread)) overBound += 1;
  }
  return { overFloor: overFloor / models, overBound: overBound / models };
}

test.each([
  [200, 15],
  [1089, 15],
  [300, 5],
  [877, 20],
])(
  'of calibrated models, n %i and %i bins, about half pass the floor and one in twenty the bound',
  (n, binCount) => {
    const { overFloor, overBound } = passing(n, binCount, 3);
    expect(overFloor).toBeGreaterThan(0.35);
    expect(overFloor).toBeLessThan(0.6);
    expect(overBound).toBeGreaterThan(0.02);
    expect(overBound).toBeLessThan(0.085);
  },
);

test('empty bins play no part; without images there is no bound', () => {
  const one = [{ count: 40, confidence: 0.5 }];
  expect(chanceSpread([...one, { count: 0, confidence: null }])).toBe(chanceSpread(one));
  expect(chanceSpread([])).toBeNaN();
});
