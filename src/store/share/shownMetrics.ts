import type { StatsPort } from '../kit/ports.ts';
import { type ShownReads, shownEntry } from '../results/shown.ts';

/**
 * Has the statistics worker say what it has not said of these metrics, for everything that is shown,
 * at each method's own temperature. What has no logits any more is left as it is.
 */
export async function measureShown(
  get: () => ShownReads,
  stats: StatsPort,
  metrics: readonly string[],
): Promise<void> {
  for (const methodId of Object.keys(get().evaluations)) {
    const { knobs, summaries } = get();
    const entry = shownEntry(get(), methodId);
    const { binCount, binning } = knobs;
    const options = { binCount, binning, temperature: 'own' } as const;
    if (!entry || entry.bare || summaries.isMeasured(entry.key, options, metrics)) continue;
    summaries.take(entry.key, await stats.result(entry.key, { ...options, draws: 0, metrics }));
  }
}
