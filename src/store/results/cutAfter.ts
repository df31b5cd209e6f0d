import type { ResultsSlice } from './state.ts';

type Reads = ResultsSlice;

const cut = <T extends { readonly step: number }>(
  all: Readonly<Record<string, readonly T[]>>,
  step: number,
) =>
  Object.fromEntries(
    Object.entries(all).map(([id, list]) => [id, list.filter((one) => one.step <= step)]),
  );

/** What an interrupted race measured after its checkpoint comes again: it goes, logits and all. */
export function cutAfter({ evaluations, history, vault }: Reads, step: number): Partial<Reads> {
  // "run/method/step/…"
  for (const key of vault.keys()) if (Number(key.split('/')[2]) > step) vault.delete(key);
  return { evaluations: cut(evaluations, step), history: cut(history, step) };
}
