import type { LabEvent, LoadedInfo } from '../protocol/events.ts';
import type { RunConfig } from '../protocol/runConfig.ts';
import { imagesCsvHeader } from '../results/exports/imagesCsv.ts';
import type { MethodLogits } from '../results/statsApi.ts';
import {
  type CellNumbers,
  comparisonOptions,
  type MethodScaling,
  type PairDifference,
  pairsOf,
} from './cellResult.ts';
import { type Measurer, measureHere } from './measurer.ts';
import { type RaceEngine, raceOnce } from './raceOnce.ts';

/** A race of a study, and its rows of images. */
export interface CellOutcome extends CellNumbers {
  /** CSV in pieces: a row per image and method. */
  readonly images: readonly string[];
}

export interface CellWish {
  /** Whether the rows of images hold the logits too. */
  readonly logits: boolean;
}

/** CSV in pieces, with its head. */
export async function imagesOf(
  rows: readonly MethodLogits[],
  classNames: readonly string[],
  { logits }: CellWish,
  measurer: Measurer,
): Promise<string[]> {
  const text = [imagesCsvHeader(logits ? classNames : [])];
  for (const row of rows) text.push(...(await measurer.rows(row, { classNames, logits })));
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
  measurer: Measurer = measureHere,
  begin?: () => Promise<unknown>,
): Promise<CellOutcome> {
  const { splits, classNames } = loaded.dataset;
  const taken = new Map<string, MethodLogits>();
  const onLogits = (method: MethodLogits) => void taken.set(method.methodId, method);
  try {
    const measures = { splits, measurer, onLogits };
    const results = await raceOnce(engine, config, measures, onEvent, begin);
    const rows = results.map(({ methodId }) => taken.get(methodId)!);
    const differences: PairDifference[] = [];
    for (const [first, second] of pairsOf(rows)) {
      const columns = await measurer.difference(first, second, comparisonOptions);
      differences.push({ first: first.methodId, second: second.methodId, columns });
    }
    const scaling: MethodScaling[] = [];
    for (const row of rows) {
      const { methodId } = row;
      scaling.push({ methodId, ...(await measurer.scaling(row, comparisonOptions)) });
    }
    const images = await imagesOf(rows, classNames, wish, measurer);
    return { results, differences, scaling, images };
  } finally {
    await measurer.end().catch(() => {});
  }
}
