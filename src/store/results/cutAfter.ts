import { isOfPage } from './evaluationKey.ts';
import type { Evaluation, ResultsSlice } from './state.ts';

const cut = <Entry extends Evaluation>(
  all: Readonly<Record<string, readonly Entry[]>>,
  step: number,
) =>
  Object.fromEntries(
    Object.entries(all).map(([id, list]) => [id, list.filter((one) => one.step <= step)]),
  );

/** What an interrupted race measured after its checkpoint comes again: it goes, logits and all. */
export function cutAfter(
  { evaluations, corrupted, vault, summaries }: ResultsSlice,
  step: number,
): Partial<ResultsSlice> {
  // "run/method/step/…"
  const isLater = (key: string) => isOfPage(key) && Number(key.split('/')[2]) > step;
  for (const key of vault.keys()) if (isLater(key)) vault.delete(key);
  summaries.forget(isLater);
  return { evaluations: cut(evaluations, step), corrupted: cut(corrupted, step) };
}
