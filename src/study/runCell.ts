import type { EvaluationEvent, LabEvent, LoadedInfo } from '../protocol/events.ts';
import type { RunConfig } from '../protocol/runConfig.ts';
import type { MethodResult } from '../results/types.ts';
import {
  type CellNumbers,
  type PairDifference,
  pairDifference,
  pairsOf,
  scalingDifference,
} from './cellResult.ts';
import { type Answered, answered, type CellWish, imageRows } from './imageRows.ts';
import { type RaceEngine, raceOnce } from './raceOnce.ts';

/** A race of a study, and its rows of images. */
export interface CellOutcome extends CellNumbers {
  /** CSV in pieces: a row per image and method. */
  readonly images: readonly string[];
}

/** Lets the page draw between two long calculations. */
const breathe = () => new Promise((resolve) => setTimeout(resolve));

/**
 * Runs one race to its end and holds its rows against each other on the images that all answered.
 *
 * @param begin starts the race, or has an interrupted one of this config go on
 * @throws LabError when it fails or is stopped
 */
export async function runCell(
  engine: RaceEngine,
  loaded: LoadedInfo,
  config: RunConfig,
  wish: CellWish,
  onEvent: (event: LabEvent) => void,
  begin?: () => Promise<unknown>,
): Promise<CellOutcome> {
  const { splits, classNames } = loaded.dataset;
  const taken: Answered[] = [];
  const onLogits = (events: readonly EvaluationEvent[], result: MethodResult) =>
    void taken.push(answered(events, result, loaded));
  const results = await raceOnce(engine, config, { splits, onLogits }, onEvent, begin);
  const rows = results.map((result) => taken.find((one) => one.result === result)!);
  const differences: PairDifference[] = [];
  for (const [first, second] of pairsOf(rows)) {
    differences.push(pairDifference(first.logits, second.logits));
    await breathe();
  }
  const scaling = rows.map(({ logits }) => scalingDifference(logits));
  return { results, differences, scaling, images: await imageRows(rows, classNames, wish) };
}
