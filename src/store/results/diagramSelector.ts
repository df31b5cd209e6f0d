import type { EvaluationSummary } from '../../results/types.ts';
import { memoSelector } from '../kit/memoSelector.ts';
import { fromInputs, shownEntry, shownInputs } from './shown.ts';

/** What one reliability diagram shows. */
export interface ShownDiagram {
  readonly summary: EvaluationSummary;
  /** The same at T = 1; null when that is what is shown. */
  readonly raw: EvaluationSummary | null;
}

/**
 * A selector of a method's diagram of one split, at the knobs' temperature and bins. It walks through
 * the logits of that split alone, and once, whoever else asks.
 */
export const diagramOf = (methodId: string, splitId: string | null) =>
  memoSelector(shownInputs, (...inputs): ShownDiagram | null => {
    const state = fromInputs(...inputs);
    const { summaries, knobs } = state;
    const key = shownEntry(state, methodId)?.key;
    if (key === undefined || splitId === null || summaries.fit(key) === undefined) return null;
    const last = summaries.last(key, splitId);
    const raw = summaries.summary(key, splitId, { ...knobs, temperature: 1 }) ?? last?.raw;
    if (!raw || knobs.temperature === 1) return raw ? { summary: raw, raw: null } : null;
    const summary = summaries.summary(key, splitId, knobs) ?? last?.scaled;
    if (!summary) return null;
    return { summary, raw: summary.temperature === 1 ? null : raw };
  });
