/** What validation says of one setting. */
export interface ValidatedSetting {
  /** Fraction. */
  readonly accuracy: number;
  /** Nats. */
  readonly nll: number;
}

/**
 * The setting that validation chooses: of those whose accuracy is no more than one standard error
 * √(p(1 − p)/n) below the best accuracy p, the one with the lowest NLL; of equals the first.
 *
 * @param n validation images
 * @returns its index; null without a setting
 *
 * Source: the one-standard-error rule, Breiman et al. 1984, section 3.4.3, with the NLL for simplicity.
 */
export function oneStandardError(settings: readonly ValidatedSetting[], n: number): number | null {
  const best = Math.max(...settings.map(({ accuracy }) => accuracy));
  const least = best - Math.sqrt((best * (1 - best)) / n);
  let chosen: number | null = null;
  settings.forEach(({ accuracy, nll }, i) => {
    if (accuracy < least || !Number.isFinite(nll)) return;
    if (chosen === null || nll < settings[chosen]!.nll) chosen = i;
  });
  return chosen;
}
