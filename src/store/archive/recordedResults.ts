import type { MethodResult } from '../../results/types.ts';
import type { StatsPort } from '../kit/ports.ts';
import { historyBins } from '../results/evaluationKey.ts';
import type { ResultsSlice } from '../results/state.ts';
import type { RunState } from '../run/state.ts';
import { recordedEvaluation } from './runParts.ts';

type Reads = Pick<ResultsSlice, 'evaluations' | 'summaries'>;

/** Bootstrap draws for the intervals that a record keeps. */
export const recordDraws = 400;

/**
 * What a record says of each method: the evaluation that stands for it, at the standard bins, whatever
 * the knobs show.
 *
 * @param draws    bootstrap draws for the intervals; 0 skips them
 * @param isEnough asked before each method; true ends the walk
 */
export async function recordedResults(
  stats: StatsPort,
  { evaluations, summaries }: Reads,
  { config }: Pick<RunState, 'config'>,
  draws: number,
  isEnough = () => false,
): Promise<MethodResult[]> {
  const found: MethodResult[] = [];
  for (const [methodId, entries] of Object.entries(evaluations)) {
    const entry = recordedEvaluation(methodId, entries, config);
    if (!entry || isEnough()) continue;
    // Its logits are lost: what the record says of it stays.
    const said = entry.bare && summaries.result(entry.key, { ...historyBins, temperature: 'own' });
    if (said) found.push(said);
    if (entry.bare) continue;
    const result = await stats.result(entry.key, { ...historyBins, draws }).catch(() => null);
    if (result) found.push(result);
  }
  return found;
}
