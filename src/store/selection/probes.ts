import { classProbability } from '../../results/imagePredictions.ts';
import type { EngineSlice } from '../engine/state.ts';
import { memoSelector } from '../kit/memoSelector.ts';
import type { KeptSplit, LogitsVault } from '../results/logitsVault.ts';
import type { Evaluation, ResultsSlice } from '../results/state.ts';
import type { ImageRef, SelectionSlice } from './state.ts';

type Reads = EngineSlice & ResultsSlice & SelectionSlice;

/** How sure one method was of an image's true class, over the race. */
export interface ProbeLine {
  readonly methodId: string;
  /** In step order; only evaluations that hold the image. */
  readonly points: readonly { readonly step: number; readonly confidence: number }[];
  /** Steps at which the method was evaluated at all. */
  readonly evaluated: number;
}

/** One pinned image with its lines. */
export interface Probe {
  readonly image: ImageRef;
  /** Class index; null while no evaluation holds the image. */
  readonly label: number | null;
  readonly lines: readonly ProbeLine[];
}

const rowsOf = new WeakMap<KeptSplit, ReadonlyMap<number, number>>();

/** Position of an image within an evaluation's logits; undefined where it is not in it. */
export function rowOf(split: KeptSplit, index: number): number | undefined {
  let rows = rowsOf.get(split);
  if (!rows) {
    rows = new Map(Array.from(split.indices, (position, row) => [position, row]));
    rowsOf.set(split, rows);
  }
  return rows.get(index);
}

/** Probability of the true class (T = 1) at each step, the fullest evaluation of a step before others. */
export function probeLine(
  methodId: string,
  evaluations: readonly Evaluation[],
  vault: LogitsVault,
  { splitId, index }: ImageRef,
): ProbeLine {
  const byStep = new Map<number, number | null>();
  for (const { key, step, alpha } of evaluations) {
    if (alpha !== undefined) continue;
    const split = vault.get(key)?.find((kept) => kept.splitId === splitId);
    const row = split && rowOf(split, index);
    if (split && row !== undefined) {
      byStep.set(step, classProbability(split.logits, row, split.labels[row]!, split.classCount));
    } else if (!byStep.has(step)) {
      byStep.set(step, null);
    }
  }
  const points = [...byStep]
    .flatMap(([step, confidence]) => (confidence === null ? [] : [{ step, confidence }]))
    .sort((a, b) => a.step - b.step);
  return { methodId, points, evaluated: byStep.size };
}

/** What lines are read from: the methods that can have one, and every evaluation there is. */
export interface ProbeSource {
  readonly methodIds: readonly string[];
  readonly evaluations: Reads['evaluations'];
  readonly vault: LogitsVault;
}

/** Methods in catalogue order; a mixing view has no line of its own. */
export const probeSource = memoSelector(
  ({ engine, evaluations, vault }: Reads) => [engine.catalogue, evaluations, vault],
  (catalogue, evaluations, vault): ProbeSource => {
    const methods = catalogue?.methods ?? [];
    const lined = methods.filter(({ id, kind }) => kind !== 'interpolation' && evaluations[id]);
    return { methodIds: lined.map(({ id }) => id), evaluations, vault };
  },
);

/** One image's line for every method. */
export function probeOf({ methodIds, evaluations, vault }: ProbeSource, image: ImageRef): Probe {
  const lines = methodIds.map((id) => probeLine(id, evaluations[id] ?? [], vault, image));
  return { image, label: labelOf(vault, image), lines };
}

/** The true class of an image, from any evaluation that holds it. */
export function labelOf(vault: LogitsVault, image: ImageRef): number | null {
  for (const splits of vault.values()) {
    const split = splits.find(({ splitId }) => splitId === image.splitId);
    const row = split && rowOf(split, image.index);
    if (split && row !== undefined) return split.labels[row]!;
  }
  return null;
}

/** Every pinned image with its lines. */
export const pinnedProbes = memoSelector(
  (state: Reads) => [state.pins, probeSource(state)],
  (pins, source): readonly Probe[] => pins.map((image) => probeOf(source, image)),
);
