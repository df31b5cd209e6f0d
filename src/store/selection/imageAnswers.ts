import { type ClassProbability, topClasses } from '../../results/imagePredictions.ts';
import { memoSelector } from '../kit/memoSelector.ts';
import { fromInputs, shownInputs } from '../results/shown.ts';
import { type ImageReads, keptSplit, shownTemperature } from './imageRows.ts';
import { rowOf } from './probes.ts';
import type { ImageRef } from './state.ts';

/** What one method says of one image where the clock stands. */
export interface ImageAnswer {
  readonly methodId: string;
  /** The most probable classes; null when the shown evaluation does not hold the image. */
  readonly top: readonly ClassProbability[] | null;
}

/** Classes shown of each method. */
export const topCount = 5;

/** A selector of every method's answer to one image, at the temperature of its diagrams. */
export const answersTo = ({
  splitId,
  index,
}: ImageRef): ((state: ImageReads) => readonly ImageAnswer[]) =>
  memoSelector(
    (state: ImageReads) => [state.engine.catalogue, state.vault, ...shownInputs(state)] as const,
    (catalogue, vault, ...inputs) => {
      const state = fromInputs(...inputs);
      const methods = catalogue?.methods.filter(({ id }) => state.evaluations[id]) ?? [];
      return methods.map(({ id }): ImageAnswer => {
        const split = keptSplit({ ...state, vault }, id, splitId);
        const row = split && rowOf(split, index);
        if (!split || row === undefined) return { methodId: id, top: null };
        const { logits, classCount } = split;
        const temperature = shownTemperature(state, id);
        return { methodId: id, top: topClasses(logits, row, classCount, temperature, topCount) };
      });
    },
  );
