import type { Evaluation } from './state.ts';

/**
 * The newest evaluation up to the scrubbed step (null: of all); of one step the one nearest to this
 * alpha (views), then a full one before a live one.
 */
export function shownEvaluation(
  evaluations: readonly Evaluation[],
  alpha: number,
  scrubStep: number | null,
): Evaluation | undefined {
  const distance = (entry: Evaluation) => Math.abs((entry.alpha ?? alpha) - alpha);
  const isFull = ({ scope }: Evaluation) => Number(scope === 'full');
  const better = (a: Evaluation, b: Evaluation) =>
    a.step - b.step || distance(b) - distance(a) || isFull(a) - isFull(b);
  const known =
    scrubStep === null ? evaluations : evaluations.filter(({ step }) => step <= scrubStep);
  return known.reduce<Evaluation | undefined>(
    (best, entry) => (best && better(best, entry) > 0 ? best : entry),
    undefined,
  );
}
