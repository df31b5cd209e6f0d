import { expect, test } from 'vitest';
import { betaShare } from '../../../src/math/betaShare.ts';
import { createRng } from '../../../src/math/rng.ts';

test.each([0.05, 0.2, 0.5, 1])(
  'shares for α = %d have the mean and variance of Beta(α, α)',
  (alpha) => {
    const rng = createRng(3, 99);
    const shares = Array.from({ length: 20_000 }, () => betaShare(rng, alpha));
    for (const share of shares) expect(share >= 0 && share <= 1).toBe(true);
    const mean = shares.reduce((a, b) => a + b, 0) / shares.length;
    const variance = shares.reduce((sum, share) => sum + (share - mean) ** 2, 0) / shares.length;
    const wanted = 1 / (4 * (2 * alpha + 1));
    // Four standard errors.
    expect(Math.abs(mean - 0.5)).toBeLessThan(4 * Math.sqrt(wanted / shares.length));
    expect(Math.abs(variance / wanted - 1)).toBeLessThan(0.05);
  },
);
