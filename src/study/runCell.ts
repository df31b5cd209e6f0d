import type { EvaluationEvent, LabEvent, LoadedInfo } from '../protocol/events.ts';
import type { RunConfig } from '../protocol/runConfig.ts';
import { imagesCsv, imagesCsvHeader } from '../results/exports/imagesCsv.ts';
import type { MethodLogits } from '../results/statsApi.ts';
import type { MethodResult } from '../results/types.ts';
import {
  type CellNumbers,
  type PairDifference,
  pairDifference,
  pairsOf,
  scalingDifference,
} from './cellResult.ts';
import { type RaceEngine, raceOnce } from './raceOnce.ts';

export interface CellWish {
  /** Whether the rows of images hold the logits too. */
  readonly logits: boolean;
}

/** A race of a study, and its rows of images. */
export interface CellOutcome extends CellNumbers {
  /** CSV in pieces: a row per image and method. */
  readonly images: readonly string[];
}

interface Answered {
  readonly logits: MethodLogits;
  readonly events: readonly EvaluationEvent[];
  readonly result: MethodResult;
}

/** Lets the page draw between two long calculations. */
const breathe = () => new Promise((resolve) => setTimeout(resolve));

function answered(
  events: readonly EvaluationEvent[],
  result: MethodResult,
  { dataset: { splits } }: LoadedInfo,
): Answered {
  const { methodId, alpha, step, scope, classCount } = events[0]!;
  const own = events.map(({ splitId, logits, labels }) => {
    const role = splits.find(({ id }) => id === splitId)?.role;
    if (!role || role === 'train') throw new Error(`Evaluated split "${splitId}" is unknown.`);
    return { splitId, role, logits, labels };
  });
  const stamp = { methodId, ...(alpha !== undefined && { alpha }), step, scope, classCount };
  return { logits: { ...stamp, splits: own }, events, result };
}

async function imageRows(
  rows: readonly Answered[],
  classNames: readonly string[],
  wish: CellWish,
): Promise<string[]> {
  const text = [imagesCsvHeader(wish.logits ? classNames : [])];
  for (const { events, logits, result } of rows) {
    const { methodId: label, alpha, step, splits } = logits;
    const { temperature } = result;
    const method = { label, ...(alpha !== undefined && { alpha }), step, temperature };
    for (const [i, event] of events.entries()) {
      text.push(imagesCsv(method, { ...event, role: splits[i]!.role }, classNames, wish));
      await breathe();
    }
  }
  return text;
}

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
