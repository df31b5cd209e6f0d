import { isWithin } from '../../results/imageGroup.ts';
import { imagePredictions } from '../../results/imagePredictions.ts';
import { described } from '../engine/described.ts';
import type { EngineSlice } from '../engine/state.ts';
import { memoSelector } from '../kit/memoSelector.ts';
import type { KeptSplit } from '../results/logitsVault.ts';
import { oodSplitId } from '../results/selectors.ts';
import { ownTemperature } from '../results/shown.ts';
import { shownEvaluation } from '../results/shownEvaluation.ts';
import type { ResultsSlice } from '../results/state.ts';
import { runMethods } from '../run/selectors.ts';
import type { RunSlice, SetupSlice } from '../run/state.ts';
import type { ClockSlice, KnobsSlice } from '../view/state.ts';
import type { Selection, SelectionSlice } from './state.ts';

/** What of the page's state the lists of images depend on. */
export type ImageReads = ClockSlice &
  EngineSlice &
  KnobsSlice &
  ResultsSlice &
  RunSlice &
  SelectionSlice &
  SetupSlice;

/** One image of an evaluation and what was said of it. */
export interface ImageRow {
  /** Position within the split. */
  readonly index: number;
  /** Position within the evaluation's logits. */
  readonly row: number;
  readonly label: number;
  readonly predicted: number;
  readonly confidence: number;
  readonly correct: boolean;
}

/** The evaluation that is looked at: a method's answers on one split. */
export interface LookedAt {
  readonly methodId: string;
  readonly split: KeptSplit;
  readonly temperature: number;
  readonly rows: readonly ImageRow[];
}

/** The images of a selection. */
export interface SelectedImages {
  /** Those of the brushed confidences, before any filter: what a diagram's bins count. */
  readonly brushed: readonly ImageRow[];
  /** Fractions over `brushed`; NaN without any. */
  readonly meanConfidence: number;
  readonly accuracy: number;
  /** Whether a range of confidences is chosen at all. */
  readonly isBrushed: boolean;
  /** Those that pass the filters too. */
  readonly listed: readonly ImageRow[];
}

/** A split's last predictions: the temperature slider moves on, the logits stay. */
const lastPredictions = new WeakMap<
  KeptSplit,
  { readonly temperature: number; readonly rows: readonly ImageRow[] }
>();

/** The answers of one evaluation on one split, computed once for a temperature. */
export function imageRows(split: KeptSplit, temperature: number): readonly ImageRow[] {
  const known = lastPredictions.get(split);
  if (known?.temperature === temperature) return known.rows;
  const { logits, labels, classCount, indices } = split;
  const said = imagePredictions(logits, labels, classCount, temperature);
  const rows = Array.from(indices, (index, row) => ({
    index,
    row,
    label: labels[row]!,
    predicted: said.predicted[row]!,
    confidence: said.confidence[row]!,
    correct: said.correct[row] === 1,
  }));
  lastPredictions.set(split, { temperature, rows });
  return rows;
}

/** The answers alone, which no temperature changes. */
const answersOf = (split: KeptSplit) => lastPredictions.get(split)?.rows ?? imageRows(split, 1);

/** The split of the chosen side: the ID test set, or the OOD set that the diagrams show. */
export function selectedSplitId(state: Pick<ImageReads, 'engine' | 'knobs' | 'selection'>) {
  if (state.selection.side === 'ood') return oodSplitId(state);
  return described(state.engine)?.dataset.splits.find(({ role }) => role === 'id')?.id ?? null;
}

/** What the method's shown evaluation said about a split; undefined before there is one. */
export function keptSplit(
  {
    evaluations,
    knobs,
    clock,
    vault,
  }: Pick<ImageReads, 'evaluations' | 'knobs' | 'vault'> & {
    readonly clock: Pick<ImageReads['clock'], 'scrubStep'>;
  },
  methodId: string | null,
  splitId: string | null,
): KeptSplit | undefined {
  if (methodId === null) return undefined;
  const entry = shownEvaluation(evaluations, methodId, knobs.alpha, clock.scrubStep);
  return entry && vault.get(entry.key)?.find((split) => split.splitId === splitId);
}

/** The temperature that a method's diagrams are drawn at. */
export function shownTemperature(
  state: Parameters<typeof ownTemperature>[0],
  methodId: string,
): number {
  const { knobs } = state;
  if (knobs.temperature !== 'own') return knobs.temperature;
  return ownTemperature(state, methodId) ?? 1;
}

/** The method whose answers are listed: the chosen one, else the first that has any. */
export function selectedMethodId(state: ImageReads): string | null {
  const { methodId } = state.selection;
  const known = runMethods(state).filter(({ id }) => state.evaluations[id] !== undefined);
  return (known.find(({ id }) => id === methodId) ?? known[0])?.id ?? null;
}

/** The evaluation that is looked at; null before there is one. */
export const lookedAt = memoSelector(
  (state: ImageReads) => {
    const methodId = selectedMethodId(state);
    const split = keptSplit(state, methodId, selectedSplitId(state));
    return [methodId, split, methodId === null ? 1 : shownTemperature(state, methodId)];
  },
  (methodId, split, temperature): LookedAt | null =>
    methodId !== null && split
      ? { methodId, split, temperature, rows: imageRows(split, temperature) }
      : null,
);

/** Whether a confidence lies in the brushed range; without one each does. */
export const isBrushed = (confidence: number, range: Selection['confidence']) =>
  range === null || isWithin(confidence, range);

/** Positions that are wrong in one evaluation and right in another; those in only one are left out. */
export function contrastIndices(
  wrongIn: KeptSplit | undefined,
  rightIn: KeptSplit | undefined,
): ReadonlySet<number> {
  if (!wrongIn || !rightIn) return new Set();
  const right = new Set(
    answersOf(rightIn)
      .filter(({ correct }) => correct)
      .map(({ index }) => index),
  );
  const both = answersOf(wrongIn).filter(({ correct, index }) => !correct && right.has(index));
  return new Set(both.map(({ index }) => index));
}

/** Applies brush and filters. @param contrast positions to keep; null keeps all */
export function selectImages(
  rows: readonly ImageRow[],
  { confidence, wrongOnly, cell, label }: Selection,
  contrast: ReadonlySet<number> | null,
): SelectedImages {
  const brushed = rows.filter((row) => isBrushed(row.confidence, confidence));
  const mean = (part: (row: ImageRow) => number) =>
    brushed.reduce((sum, row) => sum + part(row), 0) / brushed.length;
  return {
    brushed,
    isBrushed: confidence !== null,
    meanConfidence: mean((row) => row.confidence),
    accuracy: mean(({ correct }) => Number(correct)),
    listed: brushed.filter(
      (row) =>
        !(wrongOnly && row.correct) &&
        (cell === null || (row.label === cell.label && row.predicted === cell.predicted)) &&
        (label === null || row.label === label) &&
        (contrast === null || contrast.has(row.index)),
    ),
  };
}

/** Images of the selection; null before there is an evaluation to look at. */
export const selectedImages = memoSelector(
  (state: ImageReads) => {
    const { contrast } = state.selection;
    const splitId = selectedSplitId(state);
    const split = (methodId: string | undefined) => keptSplit(state, methodId ?? null, splitId);
    return [lookedAt(state), state.selection, split(contrast?.wrongIn), split(contrast?.rightIn)];
  },
  (looked, selection, wrongIn, rightIn): SelectedImages | null =>
    looked &&
    selectImages(
      looked.rows,
      selection,
      selection.contrast ? contrastIndices(wrongIn, rightIn) : null,
    ),
);

export type ImageOrder = 'sure' | 'unsure' | 'wrongSure' | 'label';

/** A sorted copy; equals keep the order of the split. */
export function sortImages(rows: readonly ImageRow[], order: ImageOrder): readonly ImageRow[] {
  const sureness = ({ confidence }: ImageRow) => (Number.isNaN(confidence) ? -1 : confidence);
  const surest = (a: ImageRow, b: ImageRow) => sureness(b) - sureness(a);
  const by: Readonly<Record<ImageOrder, (a: ImageRow, b: ImageRow) => number>> = {
    sure: surest,
    unsure: (a, b) => surest(b, a),
    wrongSure: (a, b) => Number(a.correct) - Number(b.correct) || surest(a, b),
    label: (a, b) => a.label - b.label || surest(a, b),
  };
  return [...rows].sort(by[order]);
}
