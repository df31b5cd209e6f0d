import type { EngineClient } from '../src/client/engineClient.ts';
import type { CorruptionLevel } from '../src/protocol/catalogue.ts';
import type { BatchInspection } from '../src/protocol/engineApi.ts';
import type { EvaluationEvent, LabEvent } from '../src/protocol/events.ts';
import type { RunConfig } from '../src/protocol/runConfig.ts';
import { fitOnValidation, methodResult } from '../src/results/methodResult.ts';
import { packLogits, unpackLogits } from '../src/results/recordedLogits.ts';
import { recordedBins } from '../src/results/recordedNumbers.ts';
import { logStep, type RunLog } from '../src/results/runLog.ts';
import type { EvaluationPayload, StoredSplit } from '../src/results/runRecord.ts';
import { type RaceMeasures, raceOnce } from '../src/study/raceOnce.ts';
import { joined } from './recordBytes.ts';

/** What is evaluated beyond the race's own evaluations. */
export interface RecordWish {
  /** Weights of the fine-tuned model at which every view is evaluated at the end. */
  readonly alphas: readonly number[];
  /** Lanes that climb these rungs at the end. */
  readonly climbers: readonly string[];
  readonly rungs: readonly CorruptionLevel[];
}

/** Pairs of a batch that are looked at. */
const inspected = 8;

/** One evaluation, with its logits as the recording gives them back. */
export interface Taken {
  readonly payload: EvaluationPayload;
  readonly packed: Uint8Array<ArrayBuffer>;
  readonly exact: readonly StoredSplit[];
}

function take(events: readonly EvaluationEvent[], { splits: known }: RaceMeasures): Taken {
  const { methodId, step, scope, alpha, shift } = events[0]!;
  const exact = events.map(({ splitId, logits, labels, indices, classCount }): StoredSplit => {
    const role = known.find(({ id }) => id === splitId)!.role as StoredSplit['role'];
    return { splitId, role, logits, labels, indices, classCount };
  });
  const { temperature } = fitOnValidation(exact, exact[0]!.classCount);
  const packed = exact.map((one) => packLogits(one.logits, one.classCount, temperature));
  const splits = exact.map((split, i) => ({
    ...split,
    logits: unpackLogits(packed[i]!, split.labels.length, split.classCount),
  }));
  const stamp = { methodId, step, scope, ...(alpha !== undefined && { alpha }) };
  const payload = { kind: 'evaluation', ...stamp, ...(shift && { shift }), splits } as const;
  return { payload, packed: joined(packed), exact };
}

export const measured = (
  payload: EvaluationPayload,
  splits: readonly StoredSplit[],
  count: number,
  temperature?: number,
) =>
  methodResult({
    ...payload,
    splits,
    classCount: splits[0]!.classCount,
    options: { ...recordedBins, draws: count, ...(temperature && { temperature }) },
  });

/** The race, then what is wished for beyond it; everything as it was posted. */
export async function collect(
  client: EngineClient,
  config: RunConfig,
  measures: RaceMeasures,
  wish: RecordWish,
  trained: readonly string[],
  onEvent: (event: LabEvent) => void,
) {
  const open = new Map<string, EvaluationEvent[]>();
  const taken: Taken[] = [];
  const log: RunLog = new Map();
  const inspections: Record<string, BatchInspection[]> = {};
  let looking = Promise.resolve();
  let running = true;
  const nameOf = (event: { methodId: string; step: number; scope: string; alpha?: number }) =>
    `${event.methodId}/${event.step}/${event.scope}/${event.alpha}`;
  const look = (methodId: string) => {
    looking = looking.then(async () => {
      const found = await client.inspectBatch(methodId, inspected);
      const own = inspections[methodId] ?? [];
      inspections[methodId] = own;
      if (own.at(-1)?.step !== found.step) own.push(found);
    });
  };
  const unsubscribe = client.subscribe((event) => {
    if (event.type === 'train.step') logStep(log, event);
    if (event.type === 'evaluation') {
      open.set(nameOf(event), [...(open.get(nameOf(event)) ?? []), event]);
    }
    if (event.type !== 'evaluation.done') return;
    taken.push(take(open.get(nameOf(event)) ?? [], measures));
    open.delete(nameOf(event));
    if (running && trained.includes(event.methodId) && event.scope === 'live') look(event.methodId);
  });
  try {
    await raceOnce(client, config, measures, onEvent);
    running = false;
    await looking;
    for (const { methodId } of config.views) {
      for (const alpha of wish.alphas) await client.evaluate(methodId, 'live', { alpha });
    }
    for (const shift of wish.rungs) {
      for (const methodId of wish.climbers) await client.evaluate(methodId, 'live', { shift });
    }
    // Answers may come before the last events do.
    await new Promise((resolve) => setTimeout(resolve, 500));
  } finally {
    unsubscribe();
  }
  return { taken, log, inspections };
}
