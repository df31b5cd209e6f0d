import type { Evaluation } from './state.ts';

type Evaluations = Readonly<Record<string, readonly Evaluation[]>>;

const upTo = (list: readonly Evaluation[], scrubStep: number | null) =>
  scrubStep === null ? list : list.filter(({ step }) => step <= scrubStep);

const isFull = ({ scope }: Evaluation) => scope === 'full';

const known = new WeakMap<Evaluations, Map<number | null, boolean>>();

/**
 * Whether every method that was evaluated at the newest step up to the scrubbed one was evaluated in
 * full. If not, methods that stand still are shown on the subset too: numbers side by side are of the
 * same images. What a slider mixes decides nothing for others.
 */
function allInFull(evaluations: Evaluations, scrubStep: number | null): boolean {
  const answers = known.get(evaluations) ?? new Map<number | null, boolean>();
  known.set(evaluations, answers);
  const answer = answers.get(scrubStep);
  if (answer !== undefined) return answer;
  const lists = Object.values(evaluations).map((list) =>
    upTo(list, scrubStep).filter(({ alpha }) => alpha === undefined),
  );
  const newest = Math.max(...lists.flat().map(({ step }) => step));
  const there = lists
    .map((list) => list.filter(({ step }) => step === newest))
    .filter(({ length }) => length > 0);
  const full = there.every((list) => list.some(isFull));
  answers.set(scrubStep, full);
  return full;
}

/**
 * The newest evaluation of a method up to the scrubbed step (null: of all); of one step the one nearest
 * to this alpha (views), then a full one, or a live one while others have no more than that.
 */
export function shownEvaluation(
  evaluations: Evaluations,
  methodId: string,
  alpha: number,
  scrubStep: number | null,
): Evaluation | undefined {
  const distance = (entry: Evaluation) => Math.abs((entry.alpha ?? alpha) - alpha);
  const full = allInFull(evaluations, scrubStep);
  const fits = (entry: Evaluation) => Number(isFull(entry) === full);
  const better = (a: Evaluation, b: Evaluation) =>
    a.step - b.step || distance(b) - distance(a) || fits(a) - fits(b);
  return upTo(evaluations[methodId] ?? [], scrubStep).reduce<Evaluation | undefined>(
    (best, entry) => (best && better(best, entry) > 0 ? best : entry),
    undefined,
  );
}
