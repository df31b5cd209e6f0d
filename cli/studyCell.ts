import type { EvaluationEvent, LabEvent, LoadedInfo } from '../src/protocol/events.ts';
import type { RunConfig } from '../src/protocol/runConfig.ts';
import { imagesCsv, imagesCsvHeader } from '../src/results/exports/imagesCsv.ts';
import type { MethodLogits } from '../src/results/statsApi.ts';
import type { MethodResult } from '../src/results/types.ts';
import { pairDifference, pairsOf, scalingDifference } from '../src/study/cellResult.ts';
import type { CellOutcome, CellWish } from './headlessLab.ts';
import { type RaceEngine, raceOnce } from './raceOnce.ts';
import { compressed } from './recordBytes.ts';

/** Lets the page answer between two long calculations. */
const breathe = () => new Promise((resolve) => setTimeout(resolve));

/**
 * Runs one race to its end and holds its rows against each other on the images that all answered.
 * @throws LabError when it fails
 */
export async function studyCell(
  engine: RaceEngine,
  { dataset: { splits, classNames } }: LoadedInfo,
  config: RunConfig,
  wish: CellWish,
  onEvent: (event: LabEvent) => void,
): Promise<CellOutcome> {
  const rows: { logits: MethodLogits; events: readonly EvaluationEvent[]; result: MethodResult }[] =
    [];
  const roleOf = (id: string) => {
    const role = splits.find((split) => split.id === id)?.role;
    if (!role || role === 'train') throw new Error(`Evaluated split "${id}" is unknown.`);
    return role;
  };
  const onLogits = (events: readonly EvaluationEvent[], result: MethodResult) => {
    const { methodId, alpha, step, scope, classCount } = events[0]!;
    const own = events.map(({ splitId, logits, labels }) => ({
      splitId,
      role: roleOf(splitId),
      logits,
      labels,
    }));
    const logits = { methodId, ...(alpha !== undefined && { alpha }), step, scope, classCount };
    rows.push({ logits: { ...logits, splits: own }, events, result });
  };
  const results = await raceOnce(engine, config, { splits, onLogits }, onEvent);
  // Of a method that was evaluated in full more than once the last counts, as in the results.
  const last = results.map(
    ({ methodId }) => rows.findLast((row) => row.logits.methodId === methodId)!,
  );
  const differences: CellOutcome['differences'][number][] = [];
  for (const [first, second] of pairsOf(last)) {
    differences.push(pairDifference(first.logits, second.logits));
    await breathe();
  }
  const scaling = last.map(({ logits }) => scalingDifference(logits));
  if (!wish.images) return { results, differences, scaling };
  const text = last.flatMap(({ events, logits, result }) =>
    events.map((event) => {
      const { methodId: label, alpha, step } = logits;
      const { temperature } = result;
      const method = { label, ...(alpha !== undefined && { alpha }), step, temperature };
      const split = { ...event, role: roleOf(event.splitId) };
      return imagesCsv(method, split, classNames, { logits: wish.logits });
    }),
  );
  const header = imagesCsvHeader(wish.logits ? classNames : []);
  const bytes = new TextEncoder().encode([header, ...text].join(''));
  return { results, differences, scaling, images: (await compressed('images.csv', bytes)).data };
}
