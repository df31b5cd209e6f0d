import { historyBins } from '../../../store/results/evaluationKey.ts';
import { useLab } from '../../useLab.ts';

/**
 * The OOD set on which a method's newest evaluation is the most over-confident: it stays while the
 * clock is drawn back. null before there is one.
 */
export const useFarSet = (methodId: string | null): string | null =>
  useLab(({ evaluations, summaries, summaryRevision: _ }) => {
    const newest = methodId === null ? undefined : evaluations[methodId]?.at(-1);
    const result = newest && summaries.result(newest.key, { ...historyBins, temperature: 'own' });
    const sets = result?.splits.filter(({ role }) => role === 'ood') ?? [];
    return (
      sets.reduce<{ id: string; gap: number } | null>(
        (far, { splitId, raw }) =>
          far && far.gap >= raw.signedGap ? far : { id: splitId, gap: raw.signedGap },
        null,
      )?.id ?? null
    );
  });
