import { memoSelector } from '../kit/memoSelector.ts';
import type { ResultsSlice } from '../results/state.ts';
import { type ImageReads, imageRows, keptSplit, shownTemperature } from '../selection/imageRows.ts';
import type { RecordedSlice } from './state.ts';

/** A few images of a set, the same all along, and what a method says of each where the clock stands. */
export interface Face {
  readonly index: number;
  readonly label: number;
  /** null where the evaluation that is shown does not tell, or not yet. */
  readonly said: { readonly answer: number; readonly confidence: number } | null;
}

const most = 12;

type Reads = ImageReads & RecordedSlice & ResultsSlice;

/** Those that were recorded, else a dozen evenly through what was evaluated. */
export const facesOf = (methodId: string, splitId: string | null) =>
  memoSelector(
    (state: Reads) =>
      [
        keptSplit(state, methodId, splitId),
        shownTemperature(state, methodId),
        state.recorded.recording?.faces.rows.find((row) => row.splitId === splitId),
        state.run?.recorded === true && state.clock.scrubStep === null,
      ] as const,
    (split, temperature, recorded, asRecorded): readonly Face[] => {
      const rows = split ? imageRows(split, temperature) : [];
      const every = Math.max(1, Math.floor(rows.length / most));
      const chosen = recorded?.images ?? rows.filter((_, i) => i % every === 0).slice(0, most);
      return chosen.map((one): Face => {
        const { index, label } = one;
        const row = rows.find((known) => known.index === index);
        if (row)
          return { index, label, said: { answer: row.predicted, confidence: row.confidence } };
        const said = asRecorded && 'said' in one ? one.said[methodId] : undefined;
        return { index, label, said: said ? { answer: said[0], confidence: said[1] } : null };
      });
    },
  );
