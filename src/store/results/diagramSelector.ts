import type { EvaluationSummary, SplitResult } from '../../results/types.ts';
import { memoSelector } from '../kit/memoSelector.ts';
import type { KnobsSlice } from '../view/state.ts';
import { shownSummaries } from './selectors.ts';
import type { ResultsSlice } from './state.ts';

type Reads = KnobsSlice & ResultsSlice;

/** What one reliability diagram shows. */
export interface ShownDiagram {
  readonly splitId: string;
  readonly role: SplitResult['role'];
  readonly summary: EvaluationSummary;
  /** The same at T = 1; null when that is what is shown. */
  readonly raw: EvaluationSummary | null;
}

/** A selector of a method's diagrams, one a split, at the knobs' temperature and bins. */
export const diagramsOf = (methodId: string): ((state: Reads) => readonly ShownDiagram[]) =>
  memoSelector(
    ({ results, atTemperature, knobs }) => [
      results[methodId],
      atTemperature[methodId],
      knobs.temperature,
    ],
    (result, scaled, temperature) =>
      shownSummaries(
        {
          results: result ? { [methodId]: result } : {},
          atTemperature: scaled ? { [methodId]: scaled } : {},
          knobs: { temperature },
        },
        methodId,
      ).map(({ split, summary }) => ({
        splitId: split.splitId,
        role: split.role,
        summary,
        raw: summary.temperature === 1 ? null : split.raw,
      })),
  );
