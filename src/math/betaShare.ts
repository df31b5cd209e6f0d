import type { Rng } from './rng.ts';

/**
 * A share from Beta(α, α) by Jöhnk's method: U^(1/α) / (U^(1/α) + V^(1/α)), taken when the sum is at
 * most 1. It draws more often the larger α is: half of all pairs go at α = 1.
 *
 * @param alpha in (0, 1]; small ones give shares near 0 or 1
 *
 * Source: Jöhnk 1964, "Erzeugung von betaverteilten und gammaverteilten Zufallszahlen".
 */
export function betaShare(rng: Rng, alpha: number): number {
  for (;;) {
    const x = rng.uniform() ** (1 / alpha);
    const y = rng.uniform() ** (1 / alpha);
    const sum = x + y;
    if (sum > 0 && sum <= 1) return x / sum;
  }
}
